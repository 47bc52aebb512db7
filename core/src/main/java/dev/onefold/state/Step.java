package dev.onefold.state;

import java.time.Instant;

/**
 * What one event did, as the history keeps it: one row per entity and event identity.
 *
 * @param from the state it found
 * @param to the state it left; the same, unless it {@link Effect#MOVED}
 * @param at when it was recorded, by the store's clock
 * @param <S> the states
 * @param <E> the events
 */
public record Step<S extends Enum<S>, E extends Enum<E>>(
        String eventId, E event, S from, S to, Standing standing, Effect effect, Instant at) {

    /** What was done about it. */
    public enum Effect {
        MOVED,
        COMPENSATION,
        IGNORED,
        REJECTED;

        static Effect of(Policy policy) {
            return switch (policy) {
                case IGNORE -> IGNORED;
                case REJECT -> REJECTED;
                case COMPENSATE -> COMPENSATION;
                case RETRY -> throw new IllegalArgumentException("What is to be sent again is not recorded");
            };
        }
    }
}
