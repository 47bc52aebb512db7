package dev.onefold.spring.boot.rules;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Optional;

/** Who a token speaks for. Tokens are {@code tenant.user.number}, and the number changes when a token is renewed. */
record Caller(String tenant, String user) implements Principal {

    static Optional<Caller> of(HttpServletRequest request) {
        return Optional.ofNullable((Caller) request.getUserPrincipal());
    }

    static Caller byToken(String token) {
        String[] parts = token.split("\\.", 3);
        return new Caller(parts[0], parts[1]);
    }

    @Override
    public String getName() {
        return tenant + "/" + user;
    }
}
