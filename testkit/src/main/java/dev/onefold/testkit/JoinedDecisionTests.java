package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Decision;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.Rejected;
import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.RejectedException;
import dev.onefold.Rejection;
import dev.onefold.Work;
import dev.onefold.testkit.JoinedTransactionContract.Ending;
import dev.onefold.testkit.JoinedTransactionContract.Isolation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Work that says no undoes its own effects, and not the caller's. */
abstract class JoinedDecisionTests<C> extends JoinedGroup<C> {

    private static final Rejection NO = Rejection.of("insufficient-funds", "3,50 € missing");

    JoinedDecisionTests(JoinedTransactionContract<C> contract) {
        super(contract);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void is_remembered_with_the_callers_commit(Isolation isolation) throws Exception {
        committing(isolation, (joining, resource) -> {
            contract.write(resource, before);
            assertThat(inside(joining).execute(pay, call, rejecting()))
                    .isEqualTo(new Rejected<>(NO, Memory.REMEMBERED));
            contract.write(resource, after);
            return true;
        });

        assertEffects(before, after);
        assertThat(outside().execute(pay, call, never())).isEqualTo(new Rejected<>(NO, Memory.REPLAYED));
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void is_forgotten_with_the_callers_rollback(Isolation isolation) throws Exception {
        inTransaction(isolation, Ending.ROLL_BACK, (joining, resource) -> {
            contract.write(resource, before);
            return inside(joining).execute(pay, call, rejecting());
        });

        assertEffects();
        assertThat(outside().execute(pay, call, paying("paid"))).isEqualTo(new Applied<>("paid"));
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void that_declines_keeps_the_effects(Isolation isolation) throws Exception {
        committing(isolation, (joining, resource) -> {
            contract.write(resource, before);
            assertThat(inside(joining).decide(pay, call, deciding(new Decision.Decline<>(NO))))
                    .isEqualTo(new Rejected<>(NO, Memory.REMEMBERED));
            return true;
        });

        assertEffects(before, inside);
        assertThat(outside().execute(pay, call, never())).isEqualTo(new Rejected<>(NO, Memory.REPLAYED));
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void that_discards_leaves_the_key_free(Isolation isolation) throws Exception {
        committing(isolation, (joining, resource) -> {
            contract.write(resource, before);
            assertThat(inside(joining).decide(pay, call, deciding(new Decision.Discard<>(NO))))
                    .isEqualTo(new Rejected<>(NO, Memory.FORGOTTEN));
            contract.write(resource, after);
            return true;
        });

        assertEffects(before, after);
        assertThat(outside().execute(pay, call, paying("paid"))).isEqualTo(new Applied<>("paid"));
    }

    private Work<C, String, Exception> rejecting() {
        return resource -> {
            contract.write(resource, inside);
            throw new RejectedException(NO);
        };
    }

    private Work<C, Decision<String>, Exception> deciding(Decision<String> decision) {
        return resource -> {
            contract.write(resource, inside);
            return decision;
        };
    }
}
