package dev.onefold.conformance;

import org.jspecify.annotations.Nullable;

/**
 * One rule.
 *
 * @param onEveryProtocol whether another protocol may make a difference to it
 * @param check breaks, is not applicable, or returns; null if there is nothing to run
 * @param whyNot why there is nothing to run; empty if there is
 */
record Rule(String id, String title, @Nullable Check check, boolean onEveryProtocol, String whyNot) {

    /** What a rule does to a server. */
    @FunctionalInterface
    interface Check {
        void run(Trial trial);
    }

    static Rule of(String id, String title, Check check) {
        return new Rule(id, title, check, true, "");
    }

    /** A rule about what the server keeps, which is the same however the request came. */
    static Rule onOneProtocol(String id, String title, Check check) {
        return new Rule(id, title, check, false, "");
    }

    static Rule notExecutable(String id, String title, String whyNot) {
        return new Rule(id, title, null, false, whyNot);
    }
}
