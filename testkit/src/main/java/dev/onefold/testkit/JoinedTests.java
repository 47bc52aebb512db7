package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Call;
import dev.onefold.Onefold;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.Mismatch;
import dev.onefold.Outcome.Replayed;
import dev.onefold.Work;
import dev.onefold.store.Sighting;
import dev.onefold.store.TransactionalStore.Transaction;
import dev.onefold.testkit.JoinedTransactionContract.Ending;
import dev.onefold.testkit.JoinedTransactionContract.Isolation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Effect and record commit with the caller, or not at all. */
abstract class JoinedTests<C> extends JoinedGroup<C> {

    JoinedTests(JoinedTransactionContract<C> contract) {
        super(contract);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void is_the_callers(Isolation isolation) throws Exception {
        assertThat(contract.store().joins()).isFalse();

        committing(isolation, (joining, resource) -> {
            assertThat(joining.joins()).isTrue();
            try (Transaction<C> transaction = joining.open()) {
                assertThat(transaction.joined()).isTrue();
                contract.write(transaction.resource(), inside);
            }
            return assertThat(joining.joins()).isTrue();
        });

        assertEffects(inside);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void commits_effect_and_record_with_the_caller(Isolation isolation) throws Exception {
        Outcome<String> outcome = committing(isolation, (joining, resource) -> {
            contract.write(resource, before);
            Outcome<String> applied = inside(joining).execute(pay, call, paying("paid"));
            contract.write(resource, after);
            assertNothingOutside();
            return applied;
        });

        assertThat(outcome).isEqualTo(new Applied<>("paid"));
        assertEffects(before, inside, after);
        Outcome<String> replay = outside().execute(pay, call, never());
        assertThat(((Replayed<String>) replay).value()).isEqualTo("paid");
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void that_the_caller_rolls_back_leaves_nothing_and_the_key_is_free(Isolation isolation) throws Exception {
        inTransaction(isolation, Ending.ROLL_BACK, (joining, resource) -> {
            contract.write(resource, before);
            return inside(joining).execute(pay, call, paying("lost"));
        });

        assertEffects();
        assertThat(contract.store().find(id)).isEqualTo(new Sighting.Absent());
        assertThat(outside().execute(pay, call, paying("paid"))).isEqualTo(new Applied<>("paid"));
        assertEffects(inside);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void sees_its_own_record_and_loses_it_with_the_rest(Isolation isolation) throws Exception {
        inTransaction(isolation, Ending.ROLL_BACK, (joining, resource) -> {
            Onefold<C> engine = inside(joining);
            assertThat(engine.execute(pay, call, paying("lost"))).isEqualTo(new Applied<>("lost"));
            Outcome<String> replay = engine.execute(pay, call, never());
            assertThat(((Replayed<String>) replay).value()).isEqualTo("lost");
            assertThat(engine.execute(pay, Call.of(SCOPE, key, OTHER_CONTENT), never()))
                    .isEqualTo(new Mismatch<>("content"));
            return true;
        });

        assertEffects();
        assertThat(contract.store().find(id)).isEqualTo(new Sighting.Absent());
        assertThat(outside().execute(pay, call, paying("paid"))).isEqualTo(new Applied<>("paid"));
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void replays_what_was_committed_before_and_goes_on(Isolation isolation) throws Exception {
        outside().execute(pay, call, paying("paid"));

        committing(isolation, (joining, resource) -> {
            contract.write(resource, before);
            Outcome<String> replay = inside(joining).execute(pay, call, never());
            assertThat(((Replayed<String>) replay).value()).isEqualTo("paid");
            contract.write(resource, after);
            return true;
        });

        assertEffects(before, inside, after);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void keeps_several_keys_apart(Isolation isolation) throws Exception {
        Call second = Call.of(SCOPE, unique("key"), CONTENT);

        committing(isolation, (joining, resource) -> {
            Onefold<C> engine = inside(joining);
            assertThat(engine.execute(pay, call, paying("first"))).isEqualTo(new Applied<>("first"));
            assertThatThrownBy(() -> engine.execute(pay, second, failing())).hasMessage("failed");
            return assertThat(engine.execute(pay, second, resource2 -> "second"))
                    .isEqualTo(new Applied<>("second"));
        });

        assertEffects(inside);
        assertThat(outside().execute(pay, call, never())).isInstanceOf(Replayed.class);
        assertThat(outside().execute(pay, second, never())).isInstanceOf(Replayed.class);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void in_which_work_throws_goes_on_without_its_effects(Isolation isolation) throws Exception {
        committing(isolation, (joining, resource) -> {
            contract.write(resource, before);
            assertThatThrownBy(() -> inside(joining).execute(pay, call, failing()))
                    .hasMessage("failed");
            contract.write(resource, after);
            return true;
        });

        assertEffects(before, after);
        assertThat(outside().execute(pay, call, paying("paid"))).isEqualTo(new Applied<>("paid"));
    }

    private Work<C, String, Exception> failing() {
        return resource -> {
            contract.write(resource, inside);
            throw new IllegalStateException("failed");
        };
    }

    private void assertNothingOutside() throws Exception {
        crew.elsewhere(() -> {
            assertEffects();
            return assertThat(contract.store().find(id)).isEqualTo(new Sighting.Absent());
        });
    }
}
