package dev.onefold.prover.report;

import dev.onefold.prover.storms.Kind;
import dev.onefold.prover.storms.Row;
import dev.onefold.prover.storms.StormResult;
import dev.onefold.prover.verdict.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A proof for a person to read, at most 120 columns wide. */
public final class ProofTable {

    private static final int SHOWN_VIOLATIONS = 5;
    private static final int DAMAGE_COLUMNS = 42;
    private static final List<Kind> SHOWN = List.of(
            Kind.APPLIED,
            Kind.REPLAYED,
            Kind.IN_PROGRESS,
            Kind.MISMATCH,
            Kind.REJECTED,
            Kind.STALE,
            Kind.UNKNOWN,
            Kind.OTHER);

    private final Terminal terminal;
    private final List<String> lines = new ArrayList<>();

    private ProofTable(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Prints the proof. */
    public static void print(Proof proof, Terminal terminal) {
        lines(proof, terminal).forEach(terminal.out()::println);
    }

    static List<String> lines(Proof proof, Terminal terminal) {
        ProofTable table = new ProofTable(terminal);
        table.effects(proof.rows());
        table.answers(proof.rows());
        table.reasons(proof.rows());
        table.verdict(proof);
        return table.lines;
    }

    private void effects(List<Row> rows) {
        add("");
        add("%-68s%s", "", "without the technique");
        add(
                "%-2s %-17s %8s %7s %7s %7s %5s %-7s %6s  %s",
                "#", "technique", "requests", "copies", "wanted", "effects", "wrong", "verdict", "wrong", "damage");
        for (Row row : rows) {
            StormResult shop = row.shop();
            add(
                    "%-2d %-17s %,8d %,7d %,7d %,7d %,5d %s %,6d  %s",
                    row.technique().number(),
                    row.technique().title(),
                    shop.requests(),
                    shop.duplicates(),
                    shop.wanted(),
                    shop.effects(),
                    shop.violations().size(),
                    coloured(row.verdict(), "%-7s"),
                    row.naive().violations().size(),
                    shortened(row.naive().damage()));
        }
    }

    private static String shortened(String damage) {
        return damage.length() <= DAMAGE_COLUMNS ? damage : damage.substring(0, DAMAGE_COLUMNS - 3) + "...";
    }

    private void answers(List<Row> rows) {
        add("");
        StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "%-2s %-17s", "#", "the shop's answers"));
        SHOWN.forEach(kind -> head.append(String.format(Locale.ROOT, " %11s", kind.label())));
        add("%s", head);
        for (Row row : rows) {
            StringBuilder line = new StringBuilder(String.format(
                    Locale.ROOT,
                    "%-2d %-18s",
                    row.technique().number(),
                    row.technique().title()));
            for (Kind kind : SHOWN) {
                line.append(String.format(
                        Locale.ROOT, " %,11d", row.shop().outcomes().getOrDefault(kind, 0L)));
            }
            add("%s", line);
        }
    }

    private void reasons(List<Row> rows) {
        for (Row row : rows) {
            List<Violation> violations = row.shop().violations();
            List<String> reasons = row.voidReasons();
            if (!violations.isEmpty() || !reasons.isEmpty()) {
                add("");
                add("%d %s", row.technique().number(), row.technique().title());
                reasons.forEach(reason -> add("   void: %s", reason));
                violations.stream().limit(SHOWN_VIOLATIONS).forEach(violation -> add("   %s", violation));
                if (violations.size() > SHOWN_VIOLATIONS) {
                    add("   and %,d more", violations.size() - SHOWN_VIOLATIONS);
                }
            }
        }
    }

    private void verdict(Proof proof) {
        add("");
        String meaning = switch (proof.verdict()) {
            case PASS -> "every effect happened once; without the techniques it did not";
            case FAIL -> "effects or answers are wrong";
            case VOID -> "nothing is wrong, but this run proves nothing";
        };
        add("%s  %s (seed %d, %.0f seconds)", coloured(proof.verdict(), "%s"), meaning, proof.seed(), proof.seconds());
    }

    private String coloured(Row.Verdict verdict, String format) {
        String word = String.format(Locale.ROOT, format, verdict);
        return verdict == Row.Verdict.PASS ? terminal.green(word) : terminal.red(word);
    }

    private void add(String format, Object... values) {
        lines.add(("  " + String.format(Locale.ROOT, format, values)).stripTrailing());
    }
}
