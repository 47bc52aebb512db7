package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Decision;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.InProgress;
import dev.onefold.Outcome.Mismatch;
import dev.onefold.Outcome.Rejected;
import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.Outcome.Replayed;
import dev.onefold.RejectedException;
import dev.onefold.Rejection;
import dev.onefold.store.TransactionalStore;
import dev.onefold.token.TokenStore;
import dev.onefold.token.Tokens;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Effect and use commit together, in a transaction that was begun for them. */
abstract class TransactionalTokenTests<C, S extends TokenStore & TransactionalStore<C>>
        extends TransactionalTokenGroup<C, S> {

    private static final Rejection SOLD_OUT = Rejection.of("sold-out", "There is nothing left");

    TransactionalTokenTests(TransactionalTokenContract<C, S> contract) {
        super(contract);
    }

    @Test
    void orders_once_and_answers_the_same_again() throws Exception {
        String token = token();

        assertThat(submit(here(), token)).isEqualTo(new Applied<>("ordered"));
        assertThat(submit(there(), token, never())).isInstanceOf(Replayed.class);
        assertThat(there().submit(checkout, holder, token, OTHER_CONTENT, never()))
                .isEqualTo(new Mismatch<>("content"));
        assertOrdered(1);
    }

    @Test
    void that_was_never_issued_has_no_effect() throws Exception {
        TokenGroup.assertNotIssued(submit(here(), "AAAAAAAAAAAAAAAAAAAAAAAA"));
        assertOrdered(0);
    }

    @Test
    void a_double_click_orders_once() throws Exception {
        for (int round = 0; round < 5; round++) {
            String token = token();
            List<Tokens<C>> nodes = List.of(here(), there());

            List<Outcome<String>> all = crew.together(16, i -> () -> submit(nodes.get(i % 2), token));

            assertOrdered(round + 1);
            assertThat(all).filteredOn(Applied.class::isInstance).hasSize(1);
            assertThat(all)
                    .allMatch(outcome ->
                            outcome instanceof Applied || outcome instanceof InProgress || outcome instanceof Replayed);
        }
    }

    @Test
    void elsewhere_is_in_progress_and_nobody_waits_for_its_lock() throws Exception {
        String token = token();
        Gate gate = new Gate();
        Future<Outcome<String>> first = crew.start(() -> submit(here(), token, resource -> {
            contract.write(resource, effect);
            gate.pass();
            return "ordered";
        }));
        gate.awaitArrival();

        assertThat(submit(there(), token, never())).isInstanceOf(InProgress.class);

        gate.open();
        assertThat(Crew.result(first)).isEqualTo(new Applied<>("ordered"));
        assertThat(submit(there(), token, never())).isInstanceOf(Replayed.class);
        assertOrdered(1);
    }

    @Test
    void token_failed_business_then_retry() throws Exception {
        String token = token();

        assertThatThrownBy(() -> submit(here(), token, resource -> {
                    contract.write(resource, effect);
                    throw new IllegalStateException("the warehouse did not answer");
                }))
                .hasMessage("the warehouse did not answer");
        assertThat(here().engine()
                        .<String, Exception>decide(
                                checkout, Tokens.call(checkout, holder, token, OTHER_CONTENT), resource -> {
                                    contract.write(resource, effect);
                                    return new Decision.Discard<>(SOLD_OUT);
                                }))
                .isEqualTo(new Rejected<>(SOLD_OUT, Memory.FORGOTTEN));
        assertOrdered(0);

        assertThat(submit(there(), token)).isEqualTo(new Applied<>("ordered"));
        assertOrdered(1);
    }

    @Test
    void that_the_business_refuses_is_refused_again_without_its_effects() throws Exception {
        String token = token();

        assertThat(submit(here(), token, resource -> {
                    contract.write(resource, effect);
                    throw new RejectedException(SOLD_OUT);
                }))
                .isEqualTo(new Rejected<>(SOLD_OUT, Memory.REMEMBERED));

        assertThat(submit(there(), token, never())).isEqualTo(new Rejected<>(SOLD_OUT, Memory.REPLAYED));
        assertOrdered(0);
    }
}
