package dev.onefold.spring.boot.rules;

import dev.onefold.spring.ReplayGuard;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What callers may still do. */
final class Permissions implements ReplayGuard {

    /** Names of callers who may no longer use guarded operations. */
    static final Set<String> WITHDRAWN = ConcurrentHashMap.newKeySet();

    @Override
    public boolean allows(HttpServletRequest request) {
        return Caller.of(request)
                .map(caller -> !WITHDRAWN.contains(caller.getName()))
                .orElse(false);
    }
}
