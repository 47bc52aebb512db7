package dev.onefold.prover.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.prover.Fixture;
import dev.onefold.prover.trading.Documents;
import dev.onefold.prover.verdict.Violation;
import dev.onefold.prover.verdict.Violations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TradeTest {

    private static final String SHORT = "{\"type\":\"https://x/problems/insufficient-stock\"}";

    private final Violations violations = new Violations();
    private final Trade trade = trade(false);

    @Test
    void the_first_answer_and_its_replays_are_in_order() {
        assertThat(trade.answered(answer(201, "{\"id\":1}", false), violations)).isTrue();
        assertThat(trade.answered(answer(201, "{\"id\":1}", true), violations)).isFalse();
        assertThat(violations.all()).isEmpty();
    }

    @Test
    void two_answers_of_a_fresh_execution_are_one_too_many() {
        trade.answered(answer(201, "{\"id\":1}", false), violations);
        trade.answered(answer(201, "{\"id\":1}", false), violations);
        assertThat(rules()).containsExactly("executed-again");
        assertThat(violations.all().get(0).reference()).isEqualTo("900001");
        assertThat(violations.all().get(0).keys()).containsExactly("key-of-900001");
    }

    @Test
    void answers_must_agree_to_the_byte() {
        trade.answered(answer(201, "{\"id\":1}", false), violations);
        trade.answered(answer(201, "{\"id\": 1}", true), violations);
        assertThat(rules()).containsExactly("answers-differ");
    }

    @Test
    void a_kind_of_violation_is_noted_once_a_request() {
        for (int copy = 0; copy < 5; copy++) {
            trade.answered(answer(201, "{\"id\":" + copy + "}", false), violations);
        }
        assertThat(rules()).containsExactlyInAnyOrder("executed-again", "answers-differ");
    }

    @Test
    void answers_must_agree_in_status() {
        trade.answered(answer(201, "{}", false), violations);
        trade.answered(answer(200, "{}", true), violations);
        assertThat(rules()).containsExactly("answers-differ");
    }

    @Test
    void a_refusal_stands_only_where_stock_was_to_be_short() {
        trade.answered(answer(409, SHORT, false), violations);
        assertThat(rules()).containsExactly("refused");

        Violations allowed = new Violations();
        trade(true).answered(answer(409, SHORT, false), allowed);
        assertThat(allowed.all()).isEmpty();

        Violations funds = new Violations();
        trade(true).answered(answer(402, "{\"type\":\"https://x/insufficient-funds\"}", false), funds);
        assertThat(funds.all()).hasSize(1);
    }

    @Test
    void a_copy_overlaps_while_another_one_is_out() {
        assertThat(trade.sent()).isFalse();
        assertThat(trade.sent()).isTrue();
        trade.ended();
        trade.ended();
        assertThat(trade.sent()).isFalse();
    }

    @Test
    void some_answers_leave_a_question() {
        assertThat(answer(409, "{\"type\":\"https://x/problems/in-progress\"}", false)
                        .isFinal())
                .isFalse();
        assertThat(answer(503, "", false).isFinal()).isFalse();
        assertThat(answer(500, "no json", false).isFinal()).isFalse();
        assertThat(answer(429, "", false).isFinal()).isFalse();
        assertThat(answer(409, SHORT, false).isFinal()).isTrue();
        assertThat(answer(422, "", false).isFinal()).isTrue();
        assertThat(answer(409, "no json", false).isFinal()).isTrue();
    }

    private List<String> rules() {
        return violations.all().stream().map(Violation::rule).toList();
    }

    private static Trade trade(boolean mayBeOutOfStock) {
        return new Trade(Documents.of(Fixture.rows()).get(0), "key-of-900001", mayBeOutOfStock);
    }

    private static Answer answer(int status, String body, boolean replayed) {
        return new Answer(status, body.getBytes(StandardCharsets.UTF_8), replayed);
    }
}
