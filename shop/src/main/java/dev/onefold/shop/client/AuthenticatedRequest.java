package dev.onefold.shop.client;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** A request of a client that is known. */
class AuthenticatedRequest extends HttpServletRequestWrapper {

    private final ShopClient client;
    private final String authType;

    AuthenticatedRequest(HttpServletRequest request, ShopClient client, String authType) {
        super(request);
        this.client = client;
        this.authType = authType;
    }

    @Override
    public Principal getUserPrincipal() {
        return client;
    }

    @Override
    public @Nullable String getRemoteUser() {
        return client.name();
    }

    @Override
    public String getAuthType() {
        return authType;
    }

    @Override
    public boolean isUserInRole(String role) {
        return client.role().name().equals(role);
    }
}
