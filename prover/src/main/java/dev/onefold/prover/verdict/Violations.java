package dev.onefold.prover.verdict;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects violations from many threads; the same one found twice counts once. */
public final class Violations {

    private final Set<Violation> found = new LinkedHashSet<>();

    /** Adds one, unless it is here already. */
    public synchronized void add(Violation violation) {
        found.add(violation);
    }

    /** Everything found so far, in the order it was found. */
    public synchronized List<Violation> all() {
        return List.copyOf(found);
    }
}
