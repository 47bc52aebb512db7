package dev.onefold.prover.storms;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TallyTest {

    private static final Call POST = Call.post("/api/x", Map.of("amount", 1));
    private static final Call GET = Call.get("/api/x");

    private final Tally tally = new Tally(true);

    @ParameterizedTest
    @CsvSource({
        "201, '', APPLIED, true",
        "409, in-progress, IN_PROGRESS, false",
        "409, outcome-unknown, UNKNOWN, false",
        "409, stale, STALE, true",
        "409, sold-out, REJECTED, true",
        "409, gap, REJECTED, true",
        "410, gone, REPLAYED, true",
        "412, stale, STALE, true",
        "422, key-reused, MISMATCH, true",
        "404, not-found, OTHER, true",
        "503, unavailable, OTHER, false",
        "503, outcome-unknown, UNKNOWN, false",
        "500, oops, OTHER, false"
    })
    void an_answer_says_one_thing(int status, String slug, Kind kind, boolean isFinal) {
        Reply reply = problem(status, slug);
        assertThat(reply.kind(POST)).isEqualTo(kind);
        assertThat(reply.isFinal(POST)).isEqualTo(isFinal);
    }

    @Test
    void a_replay_says_so_in_its_header_and_a_read_is_neither() {
        Reply replayed = reply(201, "{}", Map.of("Idempotent-Replayed", "true"));
        assertThat(replayed.kind(POST)).isEqualTo(Kind.REPLAYED);
        assertThat(reply(200, "{}", Map.of()).kind(GET)).isEqualTo(Kind.OTHER);
    }

    @Test
    void a_gap_may_be_closed_by_others() {
        assertThat(problem(409, "gap").isFinal(POST.retriedOn("gap"))).isFalse();
    }

    @Test
    void told_twice_that_it_happened_just_now_is_a_violation() {
        Contender contender = Contender.of(POST, 2);
        Reply applied = problem(201, "");
        tally.saw(POST, applied, contender.noteApplied(applied));
        assertThat(rules()).isEmpty();
        tally.saw(POST, applied, contender.noteApplied(applied));
        assertThat(rules()).containsExactly("executed-again");
    }

    @Test
    void only_a_503_has_an_excuse_and_only_when_a_node_was_down() {
        tally.saw(POST, problem(503, "unavailable"), true);
        assertThat(rules()).containsExactly("server-error");
        Tally another = new Tally(true);
        another.nodeGoesDown();
        another.saw(POST, problem(503, "unavailable"), true);
        assertThat(another.violations.all()).isEmpty();
        another.saw(POST, problem(500, "oops"), true);
        assertThat(another.violations.all()).hasSize(1);
    }

    @Test
    void a_refusal_is_a_problem_document() {
        tally.saw(POST, problem(409, "sold-out"), true);
        assertThat(rules()).isEmpty();
        tally.saw(POST, reply(409, "{\"error\":\"sold out\"}", Map.of("Content-Type", "application/json")), true);
        assertThat(rules()).containsExactly("not-a-problem");
    }

    @Test
    void answers_of_the_naive_code_are_counted_but_not_judged() {
        Tally naive = new Tally(false);
        naive.saw(POST, reply(500, "oops", Map.of()), false);
        assertThat(naive.violations.all()).isEmpty();
        assertThat(naive.outcomes()).containsExactly(Map.entry(Kind.OTHER, 1L));
    }

    private List<String> rules() {
        return tally.violations.all().stream()
                .map(violation -> violation.rule())
                .toList();
    }

    private static Reply problem(int status, String slug) {
        String body = status < 300
                ? "{}"
                : "{\"type\":\"https://onefold.dev/problems/" + slug + "\",\"status\":" + status + "}";
        return reply(status, body, Map.of("Content-Type", "application/problem+json"));
    }

    private static Reply reply(int status, String body, Map<String, String> headers) {
        Map<String, List<String>> lists = new HashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return new Reply(status, HttpHeaders.of(lists, (name, value) -> true), body.getBytes(StandardCharsets.UTF_8));
    }
}
