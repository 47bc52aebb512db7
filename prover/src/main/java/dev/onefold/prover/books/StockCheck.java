package dev.onefold.prover.books;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Of every code: what was there, plus what came in, less what went out, is what is there, and that is not below zero. */
final class StockCheck implements Check {

    @Override
    public void run(Ledgers ledgers, BooksInput input, Findings findings) throws SQLException {
        Map<String, Long> opening = input.openingStock();
        Map<String, Long> remaining = input.expected().remainingUnits(opening);
        Set<String> unseen = new TreeSet<>(remaining.keySet());
        ledgers.query("stock", row -> {
            String code = row.getString("code");
            unseen.remove(code);
            long onHand = row.getLong("on_hand");
            same(findings, code, "on hand", onHand, "the sum of its movements", row.getLong("moved"));
            same(findings, code, "on hand", onHand, "expected", remaining.getOrDefault(code, 0L));
            same(findings, code, "at first", row.getLong("opening"), "laid in", opening.getOrDefault(code, 0L));
            if (onHand < 0) {
                findings.general("stock-negative", code + " has " + onHand + " on hand");
            }
        });
        unseen.stream()
                .filter(code -> remaining.getOrDefault(code, 0L) != 0)
                .forEach(code -> findings.general("stock-wrong", code + " has no stock row"));
    }

    private static void same(Findings findings, String code, String what, long found, String other, long expected) {
        if (found != expected) {
            findings.general("stock-wrong", code + ": " + what + " " + found + ", " + other + " " + expected);
        }
    }
}
