package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.InProgress;
import dev.onefold.Outcome.Rejected;
import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.Outcome.Replayed;
import dev.onefold.RejectedException;
import dev.onefold.Rejection;
import dev.onefold.StoreUnavailableException;
import dev.onefold.store.TransactionalStore;
import dev.onefold.testkit.JoinedTransactionContract.Ending;
import dev.onefold.testkit.JoinedTransactionContract.Isolation;
import dev.onefold.testkit.TransactionalTokenContract.CallersWork;
import dev.onefold.token.TokenStore;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In the caller's transaction, which goes on whatever came of the token. */
abstract class JoinedTokenTests<C, S extends TokenStore & TransactionalStore<C>> extends TransactionalTokenGroup<C, S> {

    private static final Rejection SOLD_OUT = Rejection.of("sold-out", "There is nothing left");

    private final String before = unique("before");
    private final String after = unique("after");

    JoinedTokenTests(TransactionalTokenContract<C, S> contract) {
        super(contract);
    }

    /** A caller that writes before and after, and commits. */
    private Outcome<String> amid(Isolation isolation, CallersWork<C, S, Outcome<String>> work) throws Exception {
        Outcome<String> outcome = contract.inCallersTransaction(isolation, Ending.COMMIT, (joining, resource) -> {
            contract.write(resource, before);
            Outcome<String> inside = work.run(joining, resource);
            contract.write(resource, after);
            return inside;
        });
        assertThat(contract.effects()).contains(before, after);
        return outcome;
    }

    @ParameterizedTest
    @EnumSource
    void is_used_up_with_the_callers_commit(Isolation isolation) throws Exception {
        String token = token();

        assertThat(amid(isolation, (joining, resource) -> {
                    Outcome<String> first = submit(tokens(joining), token);
                    assertThat(submit(tokens(joining), token, never())).isInstanceOf(Replayed.class);
                    assertThat(submit(there(), token, never())).isInstanceOf(InProgress.class);
                    return first;
                }))
                .isEqualTo(new Applied<>("ordered"));

        assertThat(submit(there(), token, never())).isInstanceOf(Replayed.class);
        assertOrdered(1);
    }

    @ParameterizedTest
    @EnumSource
    void is_free_after_the_callers_rollback(Isolation isolation) throws Exception {
        String token = token();

        contract.inCallersTransaction(
                isolation, Ending.ROLL_BACK, (joining, resource) -> submit(tokens(joining), token));

        assertOrdered(0);
        assertThat(submit(there(), token)).isInstanceOf(Applied.class);
        assertOrdered(1);
    }

    @ParameterizedTest
    @EnumSource
    void that_was_never_issued_is_refused_and_the_caller_goes_on(Isolation isolation) throws Exception {
        TokenGroup.assertNotIssued(
                amid(isolation, (joining, resource) -> submit(tokens(joining), "AAAAAAAAAAAAAAAAAAAAAAAA", never())));
    }

    @ParameterizedTest
    @EnumSource
    void that_another_is_using_is_in_progress_at_once_and_the_caller_goes_on(Isolation isolation) throws Exception {
        String token = token();
        Gate gate = new Gate();
        Future<Outcome<String>> other = crew.start(() -> submit(there(), token, resource -> {
            contract.write(resource, effect);
            gate.pass();
            return "ordered";
        }));
        gate.awaitArrival();

        assertThat(amid(isolation, (joining, resource) -> submit(tokens(joining), token, never())))
                .isInstanceOf(InProgress.class);

        gate.open();
        assertThat(Crew.result(other)).isInstanceOf(Applied.class);
        assertOrdered(1);
    }

    @ParameterizedTest
    @EnumSource
    void that_another_used_since_the_caller_began_orders_nothing_more_and_the_caller_goes_on(Isolation isolation)
            throws Exception {
        String token = token();
        CallersWork<C, S, Outcome<String>> late = (joining, resource) -> {
            // whatever is read now fixes what the caller sees
            TokenGroup.assertNotIssued(submit(tokens(joining), "AAAAAAAAAAAAAAAAAAAAAAAA", never()));
            assertThat(crew.elsewhere(() -> submit(there(), token))).isInstanceOf(Applied.class);
            return submit(tokens(joining), token, never());
        };

        if (contract.conflictEndsTheTransaction(isolation)) {
            assertThatThrownBy(() -> amid(isolation, late)).isInstanceOf(StoreUnavailableException.class);
            assertThat(contract.effects()).doesNotContain(before, after);
        } else {
            assertThat(amid(isolation, late)).isInstanceOfAny(InProgress.class, Replayed.class);
        }
        assertOrdered(1);
    }

    @ParameterizedTest
    @EnumSource
    void whose_work_says_no_keeps_the_no_and_undoes_the_work_alone(Isolation isolation) throws Exception {
        String token = token();

        assertThat(amid(
                        isolation,
                        (joining, resource) -> submit(tokens(joining), token, same -> {
                            contract.write(same, effect);
                            throw new RejectedException(SOLD_OUT);
                        })))
                .isEqualTo(new Rejected<>(SOLD_OUT, Memory.REMEMBERED));

        assertThat(submit(there(), token, never())).isEqualTo(new Rejected<>(SOLD_OUT, Memory.REPLAYED));
        assertOrdered(0);
    }

    @ParameterizedTest
    @EnumSource
    void whose_work_fails_is_free_and_the_caller_goes_on(Isolation isolation) throws Exception {
        String token = token();

        amid(isolation, (joining, resource) -> {
            assertThatThrownBy(() -> submit(tokens(joining), token, same -> {
                        contract.write(same, effect);
                        throw new IllegalStateException("the warehouse did not answer");
                    }))
                    .hasMessage("the warehouse did not answer");
            return new Applied<>("caught");
        });

        assertOrdered(0);
        assertThat(submit(there(), token)).isInstanceOf(Applied.class);
        assertOrdered(1);
    }
}
