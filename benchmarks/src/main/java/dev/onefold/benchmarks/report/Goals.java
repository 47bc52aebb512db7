package dev.onefold.benchmarks.report;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the figures should be at least, or at most, and what is said of each. */
final class Goals {

    /**
     * One of them.
     *
     * @param ceiling whether less is better
     */
    private record Goal(String key, String what, double bound, boolean ceiling) {}

    private static final List<Goal> ALL = List.of(
            least("coalesced_256", "coalesced ÷ unprotected, 256 callers", 8),
            least("coalesced_16", "coalesced ÷ unprotected, 16 callers", 1.5),
            least("coalesced_vs_batch", "coalesced ÷ the same without records, 256 callers", 0.85),
            least("coalesced_1", "coalesced ÷ transactional, 1 caller", 0.95),
            least("transactional_vs_floor", "transactional ÷ the floor, 16 callers", 0.90),
            least("transactional_16", "transactional ÷ unprotected, 16 callers", 0.70),
            least("http_place_order", "place an order over HTTP, with ÷ without protection", 0.90),
            least("http_place_order_transactional", "the same, each order in a transaction of its own", 0.90),
            least("hot_row", "one hot row: coalesced ÷ row lock", 10),
            least("replay", "replay ÷ first request, from the database", 4),
            least("replay_cached", "replay ÷ first request, from memory", 15),
            least("records_10m", "10 million records ÷ none: throughput", 0.95),
            most("wal_records_10m", "10 million records ÷ none: WAL bytes of a request", 2),
            least("expiry_foreground", "traffic while a million records expire ÷ before", 0.95),
            most("engine_first_p50_ns", "the engine alone, first request, median ns", 1_000),
            most("engine_first_bytes", "the engine alone, first request, bytes allocated", 500));

    private Goals() {}

    private static Goal least(String key, String what, double bound) {
        return new Goal(key, what, bound, false);
    }

    private static Goal most(String key, String what, double bound) {
        return new Goal(key, what, bound, true);
    }

    /** As rows of a Markdown table; figures that were not measured are said to be missing. */
    static String table(List<JsonFile.Document> runs) {
        StringBuilder table = new StringBuilder("| | wanted | measured | |\n|---|--:|--:|---|\n");
        for (Goal goal : ALL) {
            JsonFile.Document run = runs.stream()
                    .filter(one -> found(one, goal.key()) != null)
                    .findFirst()
                    .orElse(runs.get(0));
            Double found = found(run, goal.key());
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s %s | %s | %s |%n",
                    goal.what(),
                    goal.ceiling() ? "≤" : "≥",
                    number(goal.bound()),
                    found == null ? "–" : number(found),
                    verdict(goal, found, !run.circumstances().isProvisional())));
        }
        return table.toString();
    }

    /** Only a run that is not provisional lets one say whether a goal is met. */
    private static String verdict(Goal goal, @Nullable Double found, boolean judged) {
        if (found == null) {
            return "not measured";
        }
        if (!judged) {
            return "provisional";
        }
        return isMet(goal, found) ? "met" : "**missed**";
    }

    private static @Nullable Double found(JsonFile.Document document, String key) {
        Double ratio = document.ratios().get(key);
        if (ratio != null) {
            return ratio;
        }
        var figure = document.figures().get(key);
        return figure == null ? null : figure.median();
    }

    private static boolean isMet(Goal goal, double found) {
        return goal.ceiling() ? found <= goal.bound() : found >= goal.bound();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.2f", value);
    }
}
