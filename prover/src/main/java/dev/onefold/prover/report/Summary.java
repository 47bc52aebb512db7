package dev.onefold.prover.report;

import dev.onefold.prover.expected.Figures;
import dev.onefold.prover.load.LoadFigures;
import dev.onefold.prover.verdict.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The outcome for a person to read. */
public final class Summary {

    private static final int SHOWN_VIOLATIONS = 20;
    private static final int HASH_CHARACTERS = 16;

    private final Terminal terminal;
    private final List<String> lines = new ArrayList<>();

    private Summary(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Prints the outcome. */
    public static void print(Outcome outcome, Terminal terminal) {
        lines(outcome, terminal).forEach(terminal.out()::println);
    }

    static List<String> lines(Outcome outcome, Terminal terminal) {
        Summary summary = new Summary(terminal);
        summary.books(outcome.found(), outcome.expected());
        summary.load(outcome);
        summary.violations(outcome.violations());
        summary.verdict(outcome);
        return summary.lines;
    }

    private void books(Figures found, Figures expected) {
        lines.add("");
        row("The books", "found", "expected", "");
        compared("orders", found.orders(), expected.orders());
        compared("  lines", found.orderLines(), expected.orderLines());
        compared("  pence", found.orderPence(), expected.orderPence());
        compared("returns", found.returns(), expected.returns());
        compared("  lines", found.returnLines(), expected.returnLines());
        compared("  pence", found.returnPence(), expected.returnPence());
        boolean sameHash = found.netUnitsSha256().equals(expected.netUnitsSha256());
        row("net units, SHA-256", shortened(found), shortened(expected), mark(sameHash));
    }

    private void compared(String what, long found, long expected) {
        row(what, number(found), number(expected), mark(found == expected));
    }

    private String mark(boolean same) {
        return same ? terminal.green("same") : terminal.red("DIFFERENT");
    }

    private void row(String what, String found, String expected, String mark) {
        lines.add(String.format(Locale.ROOT, "  %-22s %18s %18s  %s", what, found, expected, mark)
                .stripTrailing());
    }

    private void load(Outcome outcome) {
        LoadFigures load = outcome.load();
        lines.add("");
        lines.add("  The traffic");
        counted("requests", load.requests(), "every copy and every retry");
        counted("duplicates", load.duplicates(), "beyond the first of each key");
        counted("overlapping", load.overlapping(), "sent while another copy was out");
        counted("applied", load.applied(), "answered: executed just now");
        counted("replayed", load.replayed(), "answered: executed before, here is that answer");
        counted("in progress", load.inProgress(), "answered: another copy is being executed");
        counted("refused", load.refused(), "keys with a business \"no\"");
        if (outcome.sentAgain() > 0) {
            counted("refused, sent again", outcome.sentAgain(), "after restocking");
        }
        counted("replies thrown away", load.thrownAway(), "then asked again under the same key");
        counted("unanswered", load.unanswered(), "connection refused, broken or timed out");
        counted("unavailable", load.unavailable(), "answered: 503");
        counted("server errors", load.serverErrors(), "answered: another 5xx");
        counted("kills", load.kills(), "SIGKILL with requests out to that node: " + load.inFlightAtKills());
        lines.add(String.format(
                Locale.ROOT,
                "  %-22s %18.1f  of %.1f in all",
                "trading seconds",
                outcome.tradingSeconds(),
                outcome.seconds()));
    }

    private void counted(String what, long count, String meaning) {
        lines.add(String.format(Locale.ROOT, "  %-22s %18s  %s", what, number(count), meaning));
    }

    private void violations(List<Violation> violations) {
        if (violations.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("  " + number(violations.size()) + " violations"
                + (violations.size() > SHOWN_VIOLATIONS ? ", the first " + SHOWN_VIOLATIONS + " are" : ""));
        violations.stream().limit(SHOWN_VIOLATIONS).forEach(violation -> lines.add("    " + violation));
    }

    private void verdict(Outcome outcome) {
        lines.add("");
        outcome.voidReasons().forEach(reason -> lines.add("  void: " + reason));
        if (outcome.passed()) {
            lines.add("  " + terminal.green("PASS") + "  every request had one effect and one answer");
        } else if (outcome.violations().isEmpty()) {
            lines.add("  " + terminal.red("FAIL") + "  the books are right, but this run proves nothing");
        } else {
            lines.add("  " + terminal.red("FAIL") + "  the books or the answers are wrong");
        }
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String shortened(Figures figures) {
        String hash = figures.netUnitsSha256();
        return hash.substring(0, Math.min(HASH_CHARACTERS, hash.length()));
    }
}
