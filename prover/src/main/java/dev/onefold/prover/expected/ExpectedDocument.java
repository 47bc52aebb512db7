package dev.onefold.prover.expected;

import org.jspecify.annotations.Nullable;

/**
 * One order or return as the books must hold it.
 *
 * @param reference invoice number
 * @param customer customer number, or null for a guest
 * @param lines number of lines
 * @param pence value; positive for orders and returns alike
 * @param digest SHA-256 of the sorted lines, each {@code code quantity unit-price-in-hundredths-of-a-penny pence}
 */
public record ExpectedDocument(String reference, @Nullable String customer, long lines, long pence, String digest) {}
