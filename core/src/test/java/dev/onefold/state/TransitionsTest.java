package dev.onefold.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** A declaration that cannot be meant is refused with what is wrong, and one that can is printed. */
class TransitionsTest {

    private enum State {
        NEW,
        OPEN,
        DONE
    }

    private enum Event {
        BEGIN,
        END
    }

    private static Transitions.Builder<State, Event> machine() {
        return Transitions.of("task", State.class, Event.class).initial(State.NEW);
    }

    private static Transitions.Builder<State, Event> sound() {
        return machine()
                .terminal(State.DONE)
                .on(Event.BEGIN)
                .from(State.NEW)
                .to(State.OPEN)
                .on(Event.END)
                .from(State.NEW, State.OPEN)
                .to(State.DONE);
    }

    private static void assertRefused(Transitions.Builder<State, Event> builder, String... faults) {
        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContainingAll(faults);
    }

    @Test
    void needsAnInitialState() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Transitions.of("task", State.class, Event.class).build())
                .withMessage("Machine 'task' has no initial state");
    }

    @Test
    void reachesEveryStateAndLeavesAllButTheTerminal() {
        assertRefused(
                machine().terminal(State.DONE).on(Event.BEGIN).from(State.NEW).to(State.OPEN),
                "DONE is never reached from NEW",
                "OPEN is not terminal, and has no way out",
                "END moves nothing");
        assertRefused(sound().terminal(State.OPEN), "OPEN is terminal, and has a transition to DONE");
        assertRefused(
                machine()
                        .terminal(State.DONE)
                        .on(Event.BEGIN)
                        .from(State.NEW, State.OPEN)
                        .to(State.OPEN)
                        .on(Event.END)
                        .from(State.NEW)
                        .to(State.DONE),
                "OPEN never comes to a terminal state");
    }

    @Test
    void leadsFromOneStateToOneOther() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sound().on(Event.END).from(State.OPEN).to(State.NEW))
                .withMessage("Machine 'task': END leads from OPEN to DONE and to NEW");
    }

    @Test
    void hasOnePolicyAndOnlyWhereThereIsNoTransition() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sound().on(Event.END).in(State.OPEN).then(Policy.IGNORE))
                .withMessageContaining("END in OPEN has a transition and a policy");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sound().on(Event.END)
                        .in(State.DONE)
                        .then(Policy.IGNORE)
                        .on(Event.END)
                        .in(State.DONE)
                        .then(Policy.COMPENSATE))
                .withMessage("Machine 'task': END in DONE is to IGNORE and to COMPENSATE");
    }

    @Test
    void tellsEveryEventInEveryState() {
        Transitions<State, Event> task =
                sound().on(Event.BEGIN).in(State.DONE).then(Policy.COMPENSATE).build();

        assertThat(task.judge(State.NEW, Event.END)).isEqualTo(new Judgement<>(Standing.IN_TURN, State.DONE, null));
        assertThat(task.judge(State.OPEN, Event.BEGIN))
                .isEqualTo(new Judgement<>(Standing.ALREADY_THERE, State.OPEN, Policy.REJECT));
        assertThat(task.judge(State.DONE, Event.BEGIN))
                .isEqualTo(new Judgement<>(Standing.PASSED, State.DONE, Policy.COMPENSATE));
        assertThat(task.isTerminal(State.DONE)).isTrue();
        assertThat(task.isTerminal(State.OPEN)).isFalse();
    }

    @Test
    void isPrintedAsADiagram() {
        assertThat(sound().on(Event.BEGIN)
                        .in(State.DONE)
                        .then(Policy.COMPENSATE)
                        .build()
                        .toMermaid())
                .isEqualTo("""
                        stateDiagram-v2
                            [*] --> NEW
                            NEW --> OPEN: BEGIN
                            NEW --> DONE: END
                            OPEN --> DONE: END
                            DONE --> [*]
                            note right of DONE: BEGIN is compensated
                        """);
    }
}
