package dev.onefold.shop.client;

import dev.onefold.Scope;
import dev.onefold.spring.ScopeResolver;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A key belongs to the client that sent it, in its tenant, whichever API key it used. */
@Component
class ClientScopes implements ScopeResolver {

    @Override
    public Optional<Scope> resolve(HttpServletRequest request) {
        return request.getUserPrincipal() instanceof ShopClient client
                ? Optional.of(new Scope(client.tenant(), client.name()))
                : Optional.empty();
    }
}
