package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.state.Fired;
import dev.onefold.state.Fired.Answer;
import dev.onefold.store.RetryTransactionException;
import dev.onefold.testkit.JoinedTransactionContract.Isolation;
import dev.onefold.testkit.StateStoreContract.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Events whose transactions overlap. */
abstract class StateRaceTests<C> extends StateGroup<C> {

    private static final int MANY = 16;

    StateRaceTests(StateStoreContract<C> contract) {
        super(contract);
    }

    /** Sends it until it is answered, each time in a new transaction. */
    private Answer insist(Isolation isolation, Event event, String eventId) throws Exception {
        Runnable limit = Patience.limit();
        while (true) {
            Answer answer = once(isolation, event, eventId);
            if (answer != Answer.IN_PROGRESS) {
                return answer;
            }
            limit.run();
        }
    }

    private Answer once(Isolation isolation, Event event, String eventId) throws Exception {
        try {
            return fire(isolation, Ending.COMMIT, event, eventId).answer();
        } catch (RetryTransactionException givenUp) {
            // at SERIALIZABLE every database may: MariaDB locks what it reads there, and two that do so stand in a ring
            if (isolation == Isolation.READ_COMMITTED
                    || (isolation == Isolation.REPEATABLE_READ && !contract.givesUpOldSnapshots())) {
                throw givenUp;
            }
            return Answer.IN_PROGRESS;
        }
    }

    @ParameterizedTest
    @EnumSource
    void of_one_identity_have_one_effect(Isolation isolation) throws Exception {
        List<Answer> answers = crew.together(MANY, i -> () -> insist(isolation, Event.PAY, "webhook"));

        assertThat(answers).containsOnly(Answer.APPLIED, Answer.REPLAYED).containsOnlyOnce(Answer.APPLIED);
        assertIs(State.PAID, 1, "webhook");
        assertEffects(1);
    }

    @ParameterizedTest
    @EnumSource
    void that_exclude_each_other_have_one_winner(Isolation isolation) throws Exception {
        List<Answer> answers = crew.together(MANY, i -> rival(isolation, i));

        assertThat(answers).containsOnlyOnce(Answer.APPLIED);
        assertThat(contract.version(entity)).isEqualTo(1);
        assertThat(contract.history(entity)).hasSize(MANY);
    }

    private Callable<Answer> rival(Isolation isolation, int i) {
        return () -> insist(isolation, i % 2 == 0 ? Event.PAY : Event.CANCEL, "event-" + i);
    }

    @ParameterizedTest
    @EnumSource
    void of_one_identity_are_compensated_once(Isolation isolation) throws Exception {
        fire(Event.PAY, "first");

        List<Answer> answers = crew.together(MANY, i -> () -> insist(isolation, Event.PAY, "second"));

        assertThat(answers).containsOnlyOnce(Answer.COMPENSATE).containsOnly(Answer.COMPENSATE, Answer.REPLAYED);
        assertIs(State.PAID, 1, "first", "second");
        assertEffects(2);
    }

    @ParameterizedTest
    @EnumSource
    void all_of_different_identities_move_it_once_each(Isolation isolation) throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            ids.add("note-" + i);
        }

        List<Answer> answers = crew.together(MANY, i -> () -> insist(isolation, Event.NOTE, ids.get(i)));

        assertThat(answers).containsOnly(Answer.APPLIED);
        assertIs(State.PENDING, MANY, ids.toArray(String[]::new));
        assertEffects(MANY);
    }

    @ParameterizedTest
    @EnumSource
    void do_not_wait_and_leave_the_callers_transaction_usable(Isolation isolation) throws Exception {
        Gate gate = new Gate();
        var first = crew.start(() -> inTransaction(isolation, Ending.COMMIT, transaction -> {
            Fired<State, Event> fired = fireIn(transaction, Event.PAY, "first");
            gate.pass();
            return fired.answer();
        }));
        gate.awaitArrival();
        String written = unique("written");

        Answer meanwhile = crew.elsewhere(() -> inTransaction(isolation, Ending.COMMIT, transaction -> {
            Answer answer = fireIn(transaction, Event.CANCEL, "second").answer();
            contract.write(transaction, written);
            return answer;
        }));
        gate.open();

        assertThat(meanwhile).isEqualTo(Answer.IN_PROGRESS);
        assertThat(Crew.result(first)).isEqualTo(Answer.APPLIED);
        assertThat(contract.effects()).contains(written);
        assertIs(State.PAID, 1, "first");
    }

    @ParameterizedTest
    @EnumSource
    void that_an_old_snapshot_does_not_show_have_no_second_effect(Isolation isolation) throws Exception {
        String written = unique("written");

        try {
            Answer answer = inTransaction(isolation, Ending.COMMIT, transaction -> {
                // the first look takes the snapshot
                machine().fire(transaction, unique("none"), Event.PAY, "pay");
                crew.elsewhere(() -> fire(Isolation.READ_COMMITTED, Ending.COMMIT, Event.PAY, "pay"));
                Answer mine = fireIn(transaction, Event.PAY, "pay").answer();
                contract.write(transaction, written);
                return mine;
            });
            assertThat(answer).isIn(Answer.IN_PROGRESS, Answer.REPLAYED);
            assertThat(contract.effects()).contains(written);
        } catch (RetryTransactionException givenUp) {
            assertThat(contract.givesUpOldSnapshots()).isTrue();
        }

        assertIs(State.PAID, 1, "pay");
        assertEffects(1);
    }
}
