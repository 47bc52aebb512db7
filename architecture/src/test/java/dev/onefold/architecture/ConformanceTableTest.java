package dev.onefold.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the conformance kit made of the shop and of the test server of the Spring adapter: printed, and the same as in the
 * documentation. To be run after their tests; {@code -Donefold.docs.update} writes the table there instead.
 */
class ConformanceTableTest {

    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("docs/reference/conformance.md");
    private static final String BEGIN = "<!-- rules: begin -->\n";
    private static final String END = "<!-- rules: end -->";
    private static final String NOT_EXECUTABLE = "not executable";

    /** A line of a report. */
    private record Line(String id, String title, String verdict, String why) {

        static Line of(String line) {
            String[] parts = line.split("\t", -1);
            return new Line(parts[0], parts[1], parts[2], parts[3]);
        }

        boolean is(String other) {
            return verdict.equals(other);
        }

        String cell() {
            return is("passed") ? "passed" : verdict + ": " + why;
        }
    }

    @Test
    void is_the_one_in_the_documentation() throws IOException {
        List<Line> shop = report("shop");
        List<Line> server = report("spring/onefold-spring-boot");
        String table = table(shop, server);
        System.out.println("Conformance\n" + table);
        String page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        int to = page.indexOf(END);
        if (System.getProperty("onefold.docs.update") != null) {
            Files.writeString(PAGE, page.substring(0, from) + table + page.substring(to));
        } else {
            assertThat(page.substring(from, to))
                    .as("the rules in %s; run with -Donefold.docs.update to renew them", PAGE)
                    .isEqualTo(table);
        }
    }

    private static List<Line> report(String module) throws IOException {
        Path file = ROOT.resolve(module).resolve("target/conformance.tsv");
        assumeTrue(Files.exists(file), () -> "the tests of " + module + " were not run before");
        return Files.readAllLines(file).stream().map(Line::of).toList();
    }

    private static String table(List<Line> shop, List<Line> server) {
        StringBuilder table = new StringBuilder();
        table.append(summary("The shop", shop)).append(summary("The test server", server));
        table.append("\n| rule | | the shop | the test server |\n|---|---|---|---|\n");
        for (int i = 0; i < shop.size(); i++) {
            Line line = shop.get(i);
            if (!line.is(NOT_EXECUTABLE)) {
                table.append("| %s | %s | %s | %s |\n"
                        .formatted(
                                line.id(),
                                line.title(),
                                line.cell(),
                                server.get(i).cell()));
            }
        }
        table.append("\nNot executable:\n\n| rule | | why |\n|---|---|---|\n");
        shop.stream()
                .filter(line -> line.is(NOT_EXECUTABLE))
                .forEach(line -> table.append("| %s | %s | %s |\n".formatted(line.id(), line.title(), line.why())));
        return table.toString();
    }

    private static String summary(String name, List<Line> lines) {
        long not = lines.stream().filter(line -> line.is(NOT_EXECUTABLE)).count();
        return "- %s: %d of %d rules are executable; %d passed, %d failed, %d not applicable.\n"
                .formatted(
                        name,
                        lines.size() - not,
                        lines.size(),
                        lines.stream().filter(line -> line.is("passed")).count(),
                        lines.stream().filter(line -> line.is("FAILED")).count(),
                        lines.stream().filter(line -> line.is("not applicable")).count());
    }
}
