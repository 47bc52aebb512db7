package dev.onefold.prover.expected;

import java.util.Set;

/**
 * Invoices the shop was allowed to refuse, and did.
 *
 * @param orders refused orders
 * @param returns refused returns
 * @param adjustments refused adjustments
 */
public record Excluded(Set<String> orders, Set<String> returns, Set<String> adjustments) {

    /** Nothing was refused. */
    public static final Excluded NOTHING = new Excluded(Set.of(), Set.of(), Set.of());

    /** Copies the sets. */
    public Excluded {
        orders = Set.copyOf(orders);
        returns = Set.copyOf(returns);
        adjustments = Set.copyOf(adjustments);
    }
}
