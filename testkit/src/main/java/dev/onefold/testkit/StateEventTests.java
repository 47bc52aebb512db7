package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Outcome;
import dev.onefold.state.Fired;
import dev.onefold.state.Fired.Answer;
import dev.onefold.state.Standing;
import dev.onefold.state.Step;
import dev.onefold.state.Step.Effect;
import dev.onefold.testkit.JoinedTransactionContract.Isolation;
import dev.onefold.testkit.StateStoreContract.Ending;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One event after the other. */
abstract class StateEventTests<C> extends StateGroup<C> {

    StateEventTests(StateStoreContract<C> contract) {
        super(contract);
    }

    private static Step<State, Event> step(Fired<State, Event> fired) {
        return Objects.requireNonNull(fired.step());
    }

    @ParameterizedTest
    @EnumSource
    void moves_the_state_once_and_its_repeat_replays_that(Isolation isolation) throws Exception {
        Fired<State, Event> first = fire(isolation, Ending.COMMIT, Event.PAY, "webhook-1");
        Fired<State, Event> repeat = fire(isolation, Ending.COMMIT, Event.PAY, "webhook-1");

        assertThat(first.answer()).isEqualTo(Answer.APPLIED);
        assertThat(step(first).from()).isEqualTo(State.PENDING);
        assertThat(step(first).to()).isEqualTo(State.PAID);
        assertThat(first.outcome()).isInstanceOf(Outcome.Applied.class);
        assertThat(repeat.answer()).isEqualTo(Answer.REPLAYED);
        assertThat(repeat.step()).isEqualTo(first.step());
        assertThat(repeat.outcome()).isInstanceOf(Outcome.Replayed.class);
        assertIs(State.PAID, 1, "webhook-1");
        assertEffects(1);
    }

    @Test
    void is_replayed_long_after_the_state_went_on() throws Exception {
        fire(Event.PAY, "pay");
        fire(Event.SHIP, "ship");
        fire(Event.COMPLETE, "complete");

        assertThat(fire(Event.PAY, "pay").answer()).isEqualTo(Answer.REPLAYED);
        assertIs(State.COMPLETED, 3, "pay", "ship", "complete");
    }

    @ParameterizedTest
    @EnumSource
    void that_another_was_faster_than_is_to_be_compensated_once(Isolation isolation) throws Exception {
        fire(Event.PAY, "attempt-a");

        Fired<State, Event> second = fire(isolation, Ending.COMMIT, Event.PAY, "attempt-b");
        Fired<State, Event> repeat = fire(isolation, Ending.COMMIT, Event.PAY, "attempt-b");

        assertThat(second.answer()).isEqualTo(Answer.COMPENSATE);
        assertThat(step(second).standing()).isEqualTo(Standing.ALREADY_THERE);
        assertThat(repeat.answer()).isEqualTo(Answer.REPLAYED);
        assertThat(step(repeat).effect()).isEqualTo(Effect.COMPENSATION);
        assertIs(State.PAID, 1, "attempt-a", "attempt-b");
        assertEffects(2);
    }

    @Test
    void that_another_was_faster_than_is_told_so_and_remembered() throws Exception {
        fire(Event.CANCEL, "one");

        Fired<State, Event> other = fire(Event.CANCEL, "other");
        Fired<State, Event> again = fire(Event.CANCEL, "other");

        assertThat(other.answer()).isEqualTo(Answer.ALREADY_THERE);
        assertThat(other.accepted()).as("it is ignored, and all is well").isTrue();
        assertThat(other.outcome()).isInstanceOf(Outcome.Stale.class);
        assertThat(again).isEqualTo(new Fired<>(Answer.ALREADY_THERE, other.step(), true));
        assertIs(State.CANCELLED, 1, "one", "other");
        assertEffects(1);
    }

    @Test
    void that_the_state_has_passed_is_told_so() throws Exception {
        fire(Event.PAY, "pay");
        fire(Event.SHIP, "ship");
        fire(Event.COMPLETE, "complete");

        Fired<State, Event> late = fire(Event.SHIP, "late");

        assertThat(late.answer()).isEqualTo(Answer.PASSED);
        assertThat(late.accepted()).isFalse();
        assertThat(late.outcome()).isInstanceOf(Outcome.Stale.class);
        assertIs(State.COMPLETED, 3, "pay", "ship", "complete", "late");
    }

    @Test
    void that_has_no_place_is_illegal_and_stays_so() throws Exception {
        Fired<State, Event> early = fire(Event.SHIP, "ship");
        fire(Event.PAY, "pay");
        Fired<State, Event> again = fire(Event.SHIP, "ship");

        assertThat(early.answer()).isEqualTo(Answer.ILLEGAL);
        assertThat(early.outcome()).isInstanceOf(Outcome.Rejected.class);
        assertThat(again.answer()).as("a no is not taken back").isEqualTo(Answer.ILLEGAL);
        assertThat(again.repeated()).isTrue();
        assertThat(fire(Event.SHIP, "ship-2").answer()).isEqualTo(Answer.APPLIED);
    }

    @Test
    void that_may_be_sent_again_leaves_nothing() throws Exception {
        fire(Event.PAY, "pay");

        assertThat(fire(Event.COMPLETE, "complete").answer()).isEqualTo(Answer.TOO_EARLY);
        assertIs(State.PAID, 1, "pay");
        fire(Event.SHIP, "ship");
        assertThat(fire(Event.COMPLETE, "complete").answer()).isEqualTo(Answer.APPLIED);
    }

    @Test
    void with_the_identity_of_another_is_a_mismatch() throws Exception {
        fire(Event.PAY, "event-7");

        Fired<State, Event> other = fire(Event.CANCEL, "event-7");

        assertThat(other.answer()).isEqualTo(Answer.MISMATCH);
        assertThat(other.outcome()).isEqualTo(new Outcome.Mismatch<>("event"));
        assertIs(State.PAID, 1, "event-7");
    }

    @Test
    void whose_identity_differs_by_a_space_or_a_capital_is_another() throws Exception {
        fire(Event.NOTE, "note");
        fire(Event.NOTE, "note ");
        fire(Event.NOTE, "Note");

        assertIs(State.PENDING, 3, "note", "note ", "Note");
    }

    @Test
    void of_an_entity_that_is_not_there_yet_is_to_be_sent_again() throws Exception {
        String later = unique("later");
        Fired<State, Event> before = inTransaction(
                Isolation.READ_COMMITTED,
                Ending.COMMIT,
                transaction -> machine().fire(transaction, later, Event.PAY, "pay"));
        contract.create(later, State.PENDING.name());
        Fired<State, Event> after = inTransaction(
                Isolation.READ_COMMITTED,
                Ending.COMMIT,
                transaction -> machine().fire(transaction, later, Event.PAY, "pay"));

        assertThat(before.answer()).isEqualTo(Answer.NO_ENTITY);
        assertThat(after.answer()).isEqualTo(Answer.APPLIED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Ending.class,
            names = {"ROLL_BACK", "CRASH"})
    void that_is_rolled_back_or_dies_leaves_nothing(Ending ending) throws Exception {
        assertThat(fire(Isolation.READ_COMMITTED, ending, Event.PAY, "pay").answer())
                .isEqualTo(Answer.APPLIED);

        assertIs(State.PENDING, 0);
        assertEffects(0);
        assertThat(fire(Event.PAY, "pay").answer()).isEqualTo(Answer.APPLIED);
        assertEffects(1);
    }

    @Test
    void is_seen_by_the_next_in_the_same_transaction() throws Exception {
        inTransaction(Isolation.READ_COMMITTED, Ending.COMMIT, transaction -> {
            assertThat(fireIn(transaction, Event.PAY, "pay").answer()).isEqualTo(Answer.APPLIED);
            assertThat(fireIn(transaction, Event.PAY, "pay").answer()).isEqualTo(Answer.REPLAYED);
            assertThat(fireIn(transaction, Event.SHIP, "ship").answer()).isEqualTo(Answer.APPLIED);
            return true;
        });

        assertIs(State.SHIPPED, 2, "pay", "ship");
    }

    @Test
    void has_an_identity_of_1_to_200_characters() {
        assertThatThrownBy(() -> fire(Event.PAY, " ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fire(Event.PAY, "x".repeat(201))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void may_have_an_identity_of_200_characters_and_any_writing() throws Exception {
        String longest = "\u00e9\u4e2d\ud83d\ude00".repeat(40) + "x".repeat(40);
        fire(Event.PAY, longest);

        assertIs(State.PAID, 1, longest);
    }

    @Test
    void finds_only_states_that_were_declared() throws Exception {
        String odd = unique("odd");
        contract.create(odd, "LOST");

        assertThatThrownBy(() -> inTransaction(
                        Isolation.READ_COMMITTED,
                        Ending.COMMIT,
                        transaction -> machine().fire(transaction, odd, Event.PAY, "pay")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("LOST");
    }
}
