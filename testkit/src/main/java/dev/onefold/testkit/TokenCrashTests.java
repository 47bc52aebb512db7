package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Decision;
import dev.onefold.LeasedRun;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.InProgress;
import dev.onefold.Outcome.Mismatch;
import dev.onefold.Outcome.Replayed;
import dev.onefold.token.TokenStore;
import dev.onefold.token.Tokens;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A process that claimed a token and was never heard of again, or too late. */
abstract class TokenCrashTests extends TokenGroup {

    TokenCrashTests(TokenStoreContract contract) {
        super(contract);
    }

    private LeasedRun<String> claimed(String token) {
        LeasedRun<String> run = here().engine().start(checkout, Tokens.call(checkout, holder, token, CONTENT));
        assertThat(run.answered()).isNull();
        return run;
    }

    @Test
    void token_consumed_then_crash_does_not_refuse_the_user_for_ever() {
        String token = token();
        claimed(token);
        assertThat(submit(there(), token, CONTENT, never())).isInstanceOf(InProgress.class);

        contract.advance(PAST_LEASE);

        assertThat(submit(there(), token, "ordered")).isEqualTo(new Applied<>("ordered"));
        assertThat(submit(here(), token, CONTENT, never())).isInstanceOf(Replayed.class);
    }

    @Test
    void gives_the_next_one_a_higher_fence_and_its_own_answer_is_lost() {
        String token = token();
        LeasedRun<String> paused = claimed(token);
        long fence = paused.attempt().fence();
        contract.advance(PAST_LEASE);
        AtomicLong next = new AtomicLong();

        submit(there(), token, CONTENT, attempt -> {
            next.set(attempt.fence());
            return "ordered by the next";
        });

        assertThat(next.get()).isGreaterThan(fence);
        assertThat(paused.finish(new Decision.Accept<>("ordered by the first")))
                .isInstanceOfSatisfying(
                        Replayed.class, replayed -> assertThat(replayed.value()).isEqualTo("ordered by the next"));
    }

    @Test
    void that_was_only_a_pause_while_nobody_took_over_is_completed() {
        String token = token();
        LeasedRun<String> paused = claimed(token);

        contract.advance(PAST_LEASE);

        assertThat(paused.finish(new Decision.Accept<>("ordered"))).isEqualTo(new Applied<>("ordered"));
        assertThat(submit(there(), token, CONTENT, never())).isInstanceOf(Replayed.class);
    }

    @Test
    void leaves_the_token_to_the_same_content_only() {
        String token = token();
        claimed(token);

        contract.advance(PAST_LEASE);

        assertThat(submit(there(), token, OTHER_CONTENT, never())).isEqualTo(new Mismatch<>("content"));
        assertThat(submit(there(), token, "ordered")).isInstanceOf(Applied.class);
    }

    @Test
    void is_got_over_after_the_token_would_have_expired_and_refused_when_the_claim_is_forgotten() {
        String token = token();
        String lost = token();
        claimed(token);
        claimed(lost);

        contract.advance(TokenStore.LAPSED_KEPT.minus(Duration.ofMinutes(2)));
        assertThat(submit(there(), token, "ordered")).isInstanceOf(Applied.class);

        contract.advance(Duration.ofMinutes(5));
        assertNotIssued(submit(there(), lost, CONTENT, never()));
    }
}
