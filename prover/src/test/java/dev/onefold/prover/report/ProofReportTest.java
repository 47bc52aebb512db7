package dev.onefold.prover.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.prover.nodes.ShopMode;
import dev.onefold.prover.storms.Kind;
import dev.onefold.prover.storms.Row;
import dev.onefold.prover.storms.StormResult;
import dev.onefold.prover.storms.Technique;
import dev.onefold.prover.verdict.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProofReportTest {

    private static final Terminal PLAIN = new Terminal(System.out, System.err, false, false);
    private static final List<Violation> NONE = List.of();
    private static final List<Violation> OVERSOLD =
            List.of(new Violation("sold-too-much", "sale-1", List.of(), "3 sold of 2"));

    @TempDir
    Path directory;

    @Test
    void the_file_holds_what_programs_ask_for() throws IOException {
        Path file = directory.resolve("out.json");
        ProofJson.write(proof(NONE, 5), file);
        JsonNode json = JsonMapper.builder().build().readTree(file.toFile());
        assertThat(json.path("verdict").asString()).isEqualTo("pass");
        assertThat(json.path("techniques").size()).isEqualTo(10);
        JsonNode seventh = json.path("techniques").get(6);
        assertThat(seventh.propertyNames())
                .contains(
                        "number",
                        "name",
                        "requests",
                        "duplicates",
                        "overlapping",
                        "effects_expected",
                        "effects",
                        "outcomes",
                        "violations",
                        "verdict",
                        "naive_violations",
                        "naive_damage");
        assertThat(seventh.path("number").asInt()).isEqualTo(7);
        assertThat(seventh.path("name").asString()).isEqualTo("distributed lock");
        assertThat(seventh.path("violations").asInt()).isZero();
        assertThat(seventh.path("naive_violations").asInt()).isEqualTo(1);
        assertThat(seventh.path("naive_damage").asString()).isEqualTo("sold 137 of 100");
        assertThat(seventh.path("outcomes").path("in_progress").asLong()).isEqualTo(9);
        assertThat(seventh.path("outcomes").path("stale").asLong()).isZero();
    }

    @Test
    void a_violation_is_in_the_file_and_on_the_screen() {
        Proof proof = proof(OVERSOLD, 5);
        assertThat(ProofJson.json(proof).path("verdict").asString()).isEqualTo("fail");
        assertThat(ProofJson.json(proof)
                        .path("techniques")
                        .get(0)
                        .path("violation_list")
                        .get(0)
                        .path("rule")
                        .asString())
                .isEqualTo("sold-too-much");
        assertThat(text(proof))
                .contains("sold-too-much sale-1: 3 sold of 2", "FAIL")
                .doesNotContain("PASS", "\u001b");
    }

    @Test
    void a_void_row_says_why() {
        Proof proof = proof(NONE, 0);
        assertThat(ProofJson.json(proof).path("verdict").asString()).isEqualTo("void");
        assertThat(text(proof)).contains("void: no two requests of a race were out at the same time", "proves nothing");
    }

    @Test
    void every_technique_has_its_row_and_no_row_is_wider_than_120_columns() {
        List<String> lines = ProofTable.lines(proof(NONE, 5), PLAIN);
        assertThat(lines).allMatch(line -> line.length() <= 120);
        assertThat(String.join("\n", lines))
                .contains("source + sequence", "sold 137 of 100", "PASS  every effect happened once");
    }

    private static String text(Proof proof) {
        return String.join("\n", ProofTable.lines(proof, PLAIN));
    }

    private static Proof proof(List<Violation> violations, long overlapping) {
        List<Row> rows = Stream.of(Technique.values())
                .map(technique ->
                        new Row(technique, result(violations, overlapping, ""), result(OVERSOLD, 5, "sold 137 of 100")))
                .toList();
        return new Proof(rows, 1, 5, 2, ShopMode.COALESCED, Map.of("fsync", "on"), 61.25);
    }

    private static StormResult result(List<Violation> violations, long overlapping, String damage) {
        return new StormResult(
                1_234_567,
                999_999,
                overlapping,
                100_000,
                100_000,
                Map.of(Kind.IN_PROGRESS, 9L),
                1,
                1,
                1,
                violations,
                damage);
    }
}
