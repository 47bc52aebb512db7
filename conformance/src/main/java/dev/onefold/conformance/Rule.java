package dev.onefold.conformance;

import org.jspecify.annotations.Nullable;

/**
 * One rule.
 *
 * @param check breaks, is not applicable, or returns; null if there is nothing to run
 * @param whyNot why there is nothing to run; empty if there is
 */
record Rule(String id, String title, @Nullable Check check, String whyNot) {

    /** What a rule does to a server. */
    @FunctionalInterface
    interface Check {
        void run(Trial trial);
    }

    static Rule of(String id, String title, Check check) {
        return new Rule(id, title, check, "");
    }

    static Rule notExecutable(String id, String title, String whyNot) {
        return new Rule(id, title, null, whyNot);
    }
}
