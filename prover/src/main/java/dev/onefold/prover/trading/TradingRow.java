package dev.onefold.prover.trading;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One line of an invoice, as the file states it.
 *
 * @param rowNumber the line of the file on which the row starts, the header being 1
 * @param invoice invoice number, with its letter if it has one
 * @param code stock code; codes that differ only in case are different goods
 * @param description free text, may be empty
 * @param quantity signed units
 * @param at day and time of the invoice
 * @param unitPrice pounds, up to four decimals, may be 0 or negative
 * @param customer customer number, or null for a guest
 * @param country free text, may be empty
 */
public record TradingRow(
        long rowNumber,
        String invoice,
        String code,
        String description,
        int quantity,
        LocalDateTime at,
        BigDecimal unitPrice,
        @Nullable String customer,
        String country) {}
