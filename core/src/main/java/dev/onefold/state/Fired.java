package dev.onefold.state;

import dev.onefold.Outcome;
import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.Rejection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The answer to an event.
 *
 * @param step what the history keeps of the event; null if it keeps nothing
 * @param repeated whether the event had been answered before: then nothing happened now
 * @param <S> the states
 * @param <E> the events
 */
public record Fired<S extends Enum<S>, E extends Enum<E>>(
        Answer answer, @Nullable Step<S, E> step, boolean repeated) {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** The answers, for exhaustive {@code switch} expressions. */
    public enum Answer {

        /** The state moved now. Effects belong here, in the same transaction. */
        APPLIED,

        /** Nothing moved, and what the event brought must be undone now, in the same transaction. Told once. */
        COMPENSATE,

        /** This very event had moved the state, or been compensated: {@link Step#effect} tells which. */
        REPLAYED,

        /** Another event had moved the state to where this one leads. */
        ALREADY_THERE,

        /** The state has gone beyond where this event leads. */
        PASSED,

        /** The event has no place in this state. */
        ILLEGAL,

        /** The event is too early: nothing is remembered, and it may be sent again. */
        TOO_EARLY,

        /** There is no such entity: nothing is remembered, and the event may be sent again. */
        NO_ENTITY,

        /** The event's identity belongs to another event of this entity. */
        MISMATCH,

        /** Another transaction has the entity, or this one is too old to see it: send it again in a new one. */
        IN_PROGRESS
    }

    static <S extends Enum<S>, E extends Enum<E>> Fired<S, E> nothing(Answer answer) {
        return new Fired<>(answer, null, false);
    }

    static <S extends Enum<S>, E extends Enum<E>> Fired<S, E> of(Step<S, E> step, boolean repeated) {
        Answer answer = switch (step.effect()) {
            case MOVED -> repeated ? Answer.REPLAYED : Answer.APPLIED;
            case COMPENSATION -> repeated ? Answer.REPLAYED : Answer.COMPENSATE;
            case IGNORED, REJECTED ->
                switch (step.standing()) {
                    case ALREADY_THERE -> Answer.ALREADY_THERE;
                    case PASSED -> Answer.PASSED;
                    case ILLEGAL, IN_TURN -> Answer.ILLEGAL;
                };
        };
        return new Fired<>(answer, step, repeated);
    }

    /** Whether the sender may be told that all is well: moved, compensated or ignored, now or before. */
    public boolean accepted() {
        return step != null && step.effect() != Step.Effect.REJECTED && answer != Answer.MISMATCH;
    }

    /** The same in the one vocabulary. A compensation is applied: look at the {@link Step#effect} before acting on it. */
    public Outcome<Step<S, E>> outcome() {
        Step<S, E> known = step;
        return switch (answer) {
            case NO_ENTITY ->
                no("unknown-entity", "There is no such entity yet; send the event again", Memory.FORGOTTEN);
            case TOO_EARLY -> no("too-early", "The event is too early; send it again", Memory.FORGOTTEN);
            case MISMATCH -> new Outcome.Mismatch<>("event");
            case IN_PROGRESS -> new Outcome.InProgress<>(RETRY_AFTER);
            default -> {
                if (known == null) {
                    throw new IllegalStateException("An answer without a step: " + answer);
                }
                yield outcome(known);
            }
        };
    }

    private Outcome<Step<S, E>> outcome(Step<S, E> known) {
        return switch (answer) {
            case APPLIED, COMPENSATE -> new Outcome.Applied<>(known);
            case REPLAYED -> new Outcome.Replayed<>(known, known.at());
            case ALREADY_THERE -> new Outcome.Stale<>("Already " + known.from() + ", by another event");
            case PASSED -> new Outcome.Stale<>("Past " + known.event() + ", and now " + known.from());
            default ->
                no(
                        "illegal-transition",
                        known.event() + " has no place in " + known.from(),
                        repeated ? Memory.REPLAYED : Memory.REMEMBERED);
        };
    }

    private static <T> Outcome<T> no(String code, String detail, Memory memory) {
        return new Outcome.Rejected<>(Rejection.of(code, detail), memory);
    }
}
