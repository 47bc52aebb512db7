package dev.onefold.prover.trading;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes one request: the lines of one kind under one invoice number, in the order of the file.
 *
 * @param kind order, return or adjustment
 * @param reference the invoice number
 * @param customer the customer, or null for a guest
 * @param lines at least one
 */
public record Document(
        DocumentKind kind, String reference, @Nullable String customer, List<TradingRow> lines) {

    /** Copies the lines. */
    public Document {
        lines = List.copyOf(lines);
    }
}
