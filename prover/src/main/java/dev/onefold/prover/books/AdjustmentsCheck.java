package dev.onefold.prover.books;

import dev.onefold.prover.trading.DocumentKind;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Every adjustment exactly once, and the units it moved. */
final class AdjustmentsCheck implements Check {

    @Override
    public void run(Ledgers ledgers, BooksInput input, Findings findings) throws SQLException {
        Map<String, Map<String, Long>> expected = input.expected().adjustments();
        Map<String, Long> times = new LinkedHashMap<>();
        ledgers.query("adjustments", row -> times.put(row.getString("reference"), row.getLong("times")));
        Map<String, Map<String, Long>> moved = new LinkedHashMap<>();
        ledgers.query(
                "adjusted-units",
                row -> moved.computeIfAbsent(row.getString("reference"), unseen -> new TreeMap<>())
                        .put(row.getString("code"), row.getLong("units")));
        times.forEach((reference, count) -> {
            if (!expected.containsKey(reference)) {
                finding(findings, reference, "unexpected", "it is in the books and must not be");
            } else if (count > 1) {
                finding(findings, reference, "repeated", "it is in the books " + count + " times");
            }
        });
        expected.forEach((reference, units) -> {
            Map<String, Long> found = moved.getOrDefault(reference, Map.of());
            if (!times.containsKey(reference)) {
                finding(findings, reference, "missing", "it is not in the books");
            } else if (!units.equals(found)) {
                finding(findings, reference, "units-wrong", "it moved " + found + ", expected " + units);
            }
        });
    }

    private static void finding(Findings findings, String reference, String what, String detail) {
        findings.about(DocumentKind.ADJUSTMENT, reference, "adjustment-" + what, detail);
    }
}
