package dev.onefold.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * How many contract tests passed, by technique and engine: printed, and of the same pairs as in the documentation. To be
 * run after the modules whose tests it counts; {@code -Donefold.docs.update} writes the table there instead.
 */
class ContractTableTest {

    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("docs/techniques/README.md");
    private static final String BEGIN = "<!-- contract tests: begin -->\n";
    private static final String END = "<!-- contract tests: end -->";

    private static final List<String> MODULES =
            List.of("testkit", "stores/jdbc", "stores/caffeine", "stores/redis", "stores/zookeeper");

    private static final Map<String, String> CONTRACTS = new LinkedHashMap<>();
    private static final List<String> ENGINES =
            List.of("memory", "postgresql", "mariadb", "h2", "redis", "redis-cluster", "zookeeper");

    static {
        CONTRACTS.put("records", "keys and records");
        CONTRACTS.put("coalesced", "the same, coalesced");
        CONTRACTS.put("technique-2", "2 deletes");
        CONTRACTS.put("technique-3", "3 unique index");
        CONTRACTS.put("technique-4", "4 token");
        CONTRACTS.put("technique-5", "5 pessimistic lock");
        CONTRACTS.put("technique-6", "6 optimistic lock");
        CONTRACTS.put("technique-7", "7 distributed lock");
        CONTRACTS.put("technique-8", "8 select + insert");
        CONTRACTS.put("technique-9", "9 state machine");
        CONTRACTS.put("technique-10", "10 source + sequence");
    }

    @Test
    void is_the_one_in_the_documentation() throws IOException {
        Map<String, Integer> counts = counts();
        String table = table(counts);
        System.out.println("Contract tests that passed\n" + table);
        String page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        int to = page.indexOf(END);
        String documented = page.substring(from, to);
        if (System.getProperty("onefold.docs.update") != null) {
            Files.writeString(PAGE, page.substring(0, from) + table + page.substring(to));
        } else {
            assertThat(pairs(documented))
                    .as("the pairs in %s; run with -Donefold.docs.update to renew them", PAGE)
                    .isEqualTo(pairs(table));
        }
    }

    /** The table without its counts: a test more or less is no change of what is served by what. */
    private static String pairs(String table) {
        return table.replaceAll("\\d+ \\|", "n |");
    }

    private static Map<String, Integer> counts() throws IOException {
        Map<String, Integer> counts = new HashMap<>();
        for (String module : MODULES) {
            for (String line : lines(ROOT.resolve(module).resolve("target"))) {
                List<String> words = new ArrayList<>(Arrays.asList(line.split(" ")));
                int count = Integer.parseInt(words.remove(words.size() - 1));
                for (String contract : words) {
                    words.stream()
                            .filter(ENGINES::contains)
                            .forEach(engine -> counts.merge(contract + " " + engine, count, Integer::sum));
                }
            }
        }
        return counts;
    }

    /** One file of each JVM that ran tests of the module. */
    private static List<String> lines(Path target) throws IOException {
        List<String> lines = new ArrayList<>();
        if (Files.isDirectory(target)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(target, "contracts-*.txt")) {
                for (Path file : files) {
                    lines.addAll(Files.readAllLines(file));
                }
            }
        }
        assumeTrue(!lines.isEmpty(), () -> "the tests of " + target + " were not run before");
        return lines;
    }

    private static String table(Map<String, Integer> counts) {
        StringBuilder table = new StringBuilder("| technique | " + String.join(" | ", ENGINES) + " |\n");
        table.append("|---|").append("--:|".repeat(ENGINES.size())).append('\n');
        CONTRACTS.forEach((tag, name) -> {
            table.append("| ").append(name).append(" |");
            for (String engine : ENGINES) {
                Integer count = counts.get(tag + " " + engine);
                table.append(' ').append(count == null ? "" : count + " ").append('|');
            }
            table.append('\n');
        });
        return table.toString();
    }
}
