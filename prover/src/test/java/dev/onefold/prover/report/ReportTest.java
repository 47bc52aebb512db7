package dev.onefold.prover.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.prover.expected.Figures;
import dev.onefold.prover.load.LoadFigures;
import dev.onefold.prover.load.LoadOptions;
import dev.onefold.prover.nodes.ShopMode;
import dev.onefold.prover.verdict.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {

    private static final Figures EXPECTED = new Figures(2, 5, 4_918, 1, 1, -510, "ab".repeat(32));
    private static final Terminal PLAIN = new Terminal(System.out, System.err, false, false);

    @TempDir
    Path directory;

    @Test
    void the_file_holds_what_programs_ask_for() throws IOException {
        Path file = directory.resolve("out.json");
        JsonReport.write(outcome(EXPECTED, List.of(), List.of()), file);
        JsonNode json = JsonMapper.builder().build().readTree(file.toFile());
        assertThat(json.propertyNames())
                .contains(
                        "verdict",
                        "orders",
                        "order_lines",
                        "order_pence",
                        "returns",
                        "return_lines",
                        "return_pence",
                        "net_units_sha256",
                        "requests",
                        "duplicates",
                        "overlapping",
                        "applied",
                        "replayed",
                        "in_progress",
                        "refused",
                        "kills",
                        "violations",
                        "seconds");
        assertThat(json.path("verdict").asString()).isEqualTo("pass");
        assertThat(json.path("order_pence").asLong()).isEqualTo(4_918);
        assertThat(json.path("return_pence").asLong()).isEqualTo(-510);
        assertThat(json.path("kills").asInt()).isEqualTo(2);
        assertThat(json.path("violations").asInt()).isZero();
    }

    @Test
    void every_violation_is_in_the_file_and_the_first_twenty_are_shown() {
        List<Violation> violations = IntStream.range(0, 30)
                .mapToObj(i -> new Violation("order-repeated", "90" + i, List.of("key-" + i), "twice"))
                .toList();
        Outcome outcome = outcome(new Figures(3, 5, 4_918, 1, 1, -510, "cd".repeat(32)), violations, List.of());
        JsonNode json = JsonReport.json(outcome);
        assertThat(json.path("verdict").asString()).isEqualTo("fail");
        assertThat(json.path("violations").asInt()).isEqualTo(30);
        assertThat(json.path("violation_list").get(29).path("keys").get(0).asString())
                .isEqualTo("key-29");
        String text = String.join("\n", Summary.lines(outcome, PLAIN));
        assertThat(text)
                .contains(
                        "30 violations, the first 20 are",
                        "order-repeated 9019 (key key-19): twice",
                        "DIFFERENT",
                        "FAIL")
                .doesNotContain("key-20", "PASS", "\u001b");
    }

    @Test
    void a_void_run_fails_with_its_reason() {
        Outcome outcome = outcome(EXPECTED, List.of(), List.of("no answer was a replay"));
        assertThat(outcome.passed()).isFalse();
        assertThat(JsonReport.json(outcome).path("verdict").asString()).isEqualTo("fail");
        assertThat(String.join("\n", Summary.lines(outcome, PLAIN)))
                .contains("void: no answer was a replay", "this run proves nothing");
    }

    @Test
    void colour_is_only_for_those_who_want_it() {
        Outcome outcome = outcome(EXPECTED, List.of(), List.of());
        assertThat(String.join("\n", Summary.lines(outcome, PLAIN)))
                .contains("PASS")
                .doesNotContain("\u001b");
        Terminal coloured = new Terminal(System.out, System.err, true, true);
        assertThat(String.join("\n", Summary.lines(outcome, coloured))).contains("\u001b[32mPASS");
    }

    @Test
    void progress_tells_rate_and_time_left() {
        assertThat(Progress.line("copies", 1_500, 6_000, 10)).isEqualTo("1,500 of 6,000 copies, 150/s, 0:30 left");
        assertThat(Progress.line("copies", 0, 6_000, 1)).isEqualTo("0 of 6,000 copies, 0/s, time left unknown");
        assertThat(Progress.line("copies", 6_000, 6_000, 61)).isEqualTo("all 6,000 copies in 1:01, finishing");
    }

    private static Outcome outcome(Figures found, List<Violation> violations, List<String> voidReasons) {
        return new Outcome(
                "a made-up day, seed 1",
                new LoadOptions(1, 4, 16, 2, false),
                2,
                ShopMode.COALESCED,
                false,
                EXPECTED,
                found,
                new LoadFigures(100, 50, 30, 50, 40, 9, 0, 1, 2, 0, 0, List.of(3, 1)),
                0,
                violations,
                voidReasons,
                Map.of("fsync", "on"),
                9.5,
                12.25);
    }
}
