package dev.onefold.spring;

import dev.onefold.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Optional;

/** Says whose keys a request uses. */
@FunctionalInterface
public interface ScopeResolver {

    /**
     * The caller's tenant and stable principal. Empty is answered with 401: there is no scope that strangers share.
     */
    Optional<Scope> resolve(HttpServletRequest request);

    /** The name of {@link HttpServletRequest#getUserPrincipal()}, in one tenant. */
    static ScopeResolver principal() {
        return request -> Optional.ofNullable(request.getUserPrincipal())
                .map(Principal::getName)
                .map(name -> new Scope("", name));
    }
}
