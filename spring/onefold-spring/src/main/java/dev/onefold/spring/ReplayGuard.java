package dev.onefold.spring;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Decides whether the caller may have this operation's answer, first or replayed, as the handler's own security would.
 */
public interface ReplayGuard {

    /** False is answered with 403, and nothing is run, replayed or revealed. */
    boolean allows(HttpServletRequest request);
}
