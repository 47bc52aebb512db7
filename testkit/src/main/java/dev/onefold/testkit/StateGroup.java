package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.onefold.state.Fired;
import dev.onefold.state.Policy;
import dev.onefold.state.StateMachine;
import dev.onefold.state.Transitions;
import dev.onefold.testkit.JoinedTransactionContract.Isolation;
import dev.onefold.testkit.StateStoreContract.CallersWork;
import dev.onefold.testkit.StateStoreContract.Ending;
import org.junit.jupiter.api.BeforeEach;

/** A part of the contract of state machines: an order of a shop. */
abstract class StateGroup<C> extends ContractGroup {

    enum State {
        PENDING,
        PAID,
        SHIPPED,
        COMPLETED,
        CANCELLED
    }

    enum Event {
        PAY,
        SHIP,
        COMPLETE,
        CANCEL,
        NOTE
    }

    static final Transitions<State, Event> ORDER = Transitions.of("order", State.class, Event.class)
            .initial(State.PENDING)
            .terminal(State.COMPLETED, State.CANCELLED)
            .on(Event.PAY)
            .from(State.PENDING)
            .to(State.PAID)
            .on(Event.SHIP)
            .from(State.PAID)
            .to(State.SHIPPED)
            .on(Event.COMPLETE)
            .from(State.SHIPPED)
            .to(State.COMPLETED)
            .on(Event.CANCEL)
            .from(State.PENDING)
            .to(State.CANCELLED)
            .on(Event.NOTE)
            .from(State.PENDING)
            .to(State.PENDING)
            .on(Event.PAY)
            .in(State.PAID, State.SHIPPED, State.CANCELLED)
            .then(Policy.COMPENSATE)
            .on(Event.CANCEL)
            .in(State.CANCELLED)
            .then(Policy.IGNORE)
            .on(Event.COMPLETE)
            .in(State.PAID)
            .then(Policy.RETRY)
            .build();

    final StateStoreContract<C> contract;
    final String entity = unique("order");
    final String effect = unique("effect");

    StateGroup(StateStoreContract<C> contract) {
        this.contract = contract;
    }

    @BeforeEach
    void create() throws Exception {
        contract.create(entity, State.PENDING.name());
    }

    StateMachine<C, State, Event> machine() {
        return StateMachine.on(ORDER, contract.store());
    }

    <R> R inTransaction(Isolation isolation, Ending ending, CallersWork<C, R> work) throws Exception {
        assumeThat(contract.isolations()).contains(isolation);
        return contract.inTransaction(isolation, ending, work);
    }

    /** In a transaction of its own, with an effect if it was applied or is to be compensated. */
    Fired<State, Event> fire(Isolation isolation, Ending ending, Event event, String eventId) throws Exception {
        return inTransaction(isolation, ending, transaction -> fireIn(transaction, event, eventId));
    }

    Fired<State, Event> fire(Event event, String eventId) throws Exception {
        return fire(Isolation.READ_COMMITTED, Ending.COMMIT, event, eventId);
    }

    Fired<State, Event> fireIn(C transaction, Event event, String eventId) throws Exception {
        Fired<State, Event> fired = machine().fire(transaction, entity, event, eventId);
        if (fired.answer() == Fired.Answer.APPLIED || fired.answer() == Fired.Answer.COMPENSATE) {
            contract.write(transaction, effect);
        }
        return fired;
    }

    void assertIs(State state, long version, String... history) throws Exception {
        assertThat(contract.state(entity)).isEqualTo(state.name());
        assertThat(contract.version(entity)).isEqualTo(version);
        assertThat(contract.history(entity)).containsExactlyInAnyOrder(history);
    }

    void assertEffects(int times) throws Exception {
        assertThat(contract.effects().stream().filter(effect::equals).count())
                .as("how often the effect happened")
                .isEqualTo(times);
    }
}
