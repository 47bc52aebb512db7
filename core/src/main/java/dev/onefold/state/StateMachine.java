package dev.onefold.state;

import dev.onefold.state.Fired.Answer;
import dev.onefold.state.StateStore.Entry;
import dev.onefold.state.StateStore.Known;
import dev.onefold.state.StateStore.Recorded;
import dev.onefold.state.StateStore.Seen;

/**
 * Moves entities through their states, each event at most once.
 *
 * <pre>{@code
 * Fired<Status, Event> fired = purchases.fire(connection, id, Event.PAY, webhook.id());
 * switch (fired.answer()) {
 *     case APPLIED -> ship(id);           // now, in this transaction
 *     case COMPENSATE -> refund(payment); // the second payment, or one that came too late: now, and once
 *     ...
 * }
 * }</pre>
 *
 * Safe for use by many threads.
 *
 * @param <C> what takes part in a transaction, such as a JDBC connection
 * @param <S> the states
 * @param <E> the events
 */
public final class StateMachine<C, S extends Enum<S>, E extends Enum<E>> {

    private static final int MOST_LOOKS = 3;

    private final Transitions<S, E> transitions;
    private final StateStore<C> store;

    private StateMachine(Transitions<S, E> transitions, StateStore<C> store) {
        this.transitions = transitions;
        this.store = store;
    }

    public static <C, S extends Enum<S>, E extends Enum<E>> StateMachine<C, S, E> on(
            Transitions<S, E> transitions, StateStore<C> store) {
        return new StateMachine<>(transitions, store);
    }

    public Transitions<S, E> transitions() {
        return transitions;
    }

    /**
     * Fires an event at an entity in the caller's transaction: a compare-and-set of its state and one line of its
     * history, which commit together with what the caller does upon the answer, or not at all.
     *
     * <p>Never waits: if another transaction has the entity, the answer is {@link Answer#IN_PROGRESS}. The caller's
     * transaction stays usable after every answer, at every isolation level.
     *
     * @param entity the entity's id, of a type its column takes
     * @param eventId who sent the event and which it was, the same in every repeat; 1 to 200 characters
     * @throws IllegalStateException if there is no transaction, or the entity is in a state that was not declared
     * @throws dev.onefold.store.StoreException if the store cannot answer: the caller rolls back
     */
    public Fired<S, E> fire(C transaction, Object entity, E event, String eventId) {
        if (eventId.isBlank() || eventId.length() > 200) {
            throw new IllegalArgumentException("An event id has 1 to 200 characters, not: '" + eventId + "'");
        }
        Seen.Found last = null;
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            Seen seen = store.look(transaction, transitions.name(), entity, eventId);
            if (seen instanceof Seen.Absent) {
                return Fired.nothing(Answer.NO_ENTITY);
            }
            if (!(seen instanceof Seen.Found found) || found.equals(last)) {
                // nothing this transaction can see has changed: somebody is at it, or its snapshot is too old
                break;
            }
            if (found.known() != null) {
                return known(found.known(), event);
            }
            Judgement<S> judged = transitions.judge(transitions.state(found.state()), event);
            if (judged.policy() == Policy.RETRY) {
                return Fired.nothing(Answer.TOO_EARLY);
            }
            Entry entry = entry(eventId, event, found.state(), judged);
            Recorded recorded = store.record(transaction, transitions.name(), entity, found, entry);
            if (recorded instanceof Recorded.Done done) {
                return Fired.of(step(new Known(entry, done.at()), event), false);
            }
            if (recorded instanceof Recorded.Busy) {
                break;
            }
            last = found;
        }
        return Fired.nothing(Answer.IN_PROGRESS);
    }

    private static <S extends Enum<S>> Entry entry(String eventId, Enum<?> event, String from, Judgement<S> judged) {
        return new Entry(
                eventId,
                event.name(),
                from,
                judged.to().name(),
                judged.standing(),
                judged.policy() == null ? Step.Effect.MOVED : Step.Effect.of(judged.policy()));
    }

    private Fired<S, E> known(Known known, E event) {
        return known.entry().event().equals(event.name())
                ? Fired.of(step(known, event), true)
                : Fired.nothing(Answer.MISMATCH);
    }

    private Step<S, E> step(Known known, E event) {
        Entry entry = known.entry();
        return new Step<>(
                entry.eventId(),
                event,
                transitions.state(entry.from()),
                transitions.state(entry.to()),
                entry.standing(),
                entry.effect(),
                known.at());
    }
}
