package dev.onefold.prover.storms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.prover.verdict.Violation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowTest {

    private static final List<Violation> NONE = List.of();
    private static final List<Violation> ONE = List.of(Violation.general("sold-too-much", "3 sold of 2"));
    private static final StormResult HARMED = result(10, 5, 1, 0, ONE);

    @Test
    void right_effects_after_a_storm_that_broke_the_naive_code_pass() {
        Row row = new Row(Technique.OPTIMISTIC_LOCK, result(10, 5, 1, 0, NONE), HARMED);
        assertThat(row.voidReasons()).isEmpty();
        assertThat(row.verdict()).isEqualTo(Row.Verdict.PASS);
    }

    @Test
    void a_violation_fails_even_a_run_that_would_be_void() {
        assertThat(new Row(Technique.DELETES, result(0, 0, 0, 0, ONE), HARMED).verdict())
                .isEqualTo(Row.Verdict.FAIL);
    }

    @Test
    void requests_must_overlap() {
        assertVoid(result(10, 0, 1, 0, NONE), HARMED, "no two requests of a race were out at the same time");
    }

    @Test
    void something_must_be_sent_twice() {
        assertVoid(result(0, 5, 1, 0, NONE), HARMED, "no request was sent twice");
    }

    @Test
    void a_kill_must_hit() {
        assertVoid(result(10, 5, 0, 0, NONE), HARMED, "no node was killed with a request in flight");
    }

    @Test
    void the_storm_must_be_strong_enough_for_naive_code() {
        assertVoid(
                result(10, 5, 1, 0, NONE),
                result(10, 5, 1, 0, NONE),
                "the naive code came through unharmed, so the storm was too weak");
    }

    @Test
    void a_lock_must_be_taken_over_from_a_paused_node() {
        Row row = new Row(Technique.DISTRIBUTED_LOCK, result(10, 5, 1, 0, NONE), HARMED);
        assertThat(row.voidReasons()).containsExactly("no lock was taken over from a paused node");
        assertThat(new Row(Technique.DISTRIBUTED_LOCK, result(10, 5, 1, 1, NONE), HARMED).verdict())
                .isEqualTo(Row.Verdict.PASS);
    }

    @Test
    void the_worst_row_decides() {
        Row pass = new Row(Technique.DELETES, result(10, 5, 1, 0, NONE), HARMED);
        Row empty = new Row(Technique.DELETES, result(0, 0, 1, 0, NONE), HARMED);
        Row fail = new Row(Technique.DELETES, HARMED, HARMED);
        assertThat(Row.Verdict.of(List.of(pass, pass))).isEqualTo(Row.Verdict.PASS);
        assertThat(Row.Verdict.of(List.of(pass, empty))).isEqualTo(Row.Verdict.VOID);
        assertThat(Row.Verdict.of(List.of(fail, empty, pass))).isEqualTo(Row.Verdict.FAIL);
        assertThat(Row.Verdict.of(List.of())).isEqualTo(Row.Verdict.VOID);
    }

    private static void assertVoid(StormResult shop, StormResult naive, String reason) {
        Row row = new Row(Technique.DELETES, shop, naive);
        assertThat(row.voidReasons()).containsExactly(reason);
        assertThat(row.verdict()).isEqualTo(Row.Verdict.VOID);
    }

    private static StormResult result(
            long duplicates, long overlapping, int kills, int pauses, List<Violation> violations) {
        return new StormResult(20, duplicates, overlapping, 2, 2, Map.of(), 1, kills, pauses, violations, "");
    }
}
