package dev.onefold.check.rule;

import java.util.Set;

/** One thing that must hold for repeated requests. */
public interface Rule {

    /** Methods for which keys are meant, unless a rule says otherwise. */
    Set<String> KEYED_METHODS = Set.of("POST", "PATCH");

    /** What is written about it. */
    Card card();

    /** The methods it is about. */
    default Set<String> methods() {
        return KEYED_METHODS;
    }

    /**
     * Sends what it takes, and judges what came.
     *
     * @throws NoAnswerException if a request that must be answered was not
     */
    Verdict examine(Trial trial);

    /**
     * What is written about a rule.
     *
     * @param id short stable name
     * @param title what must hold, as a sentence without a full stop
     * @param severity what a failure can cost
     * @param source whose rule it is
     * @param meaning what a failure means, for whoever runs the API
     * @param remedy what to do about it
     */
    record Card(String id, String title, Severity severity, String source, String meaning, String remedy) {}
}
