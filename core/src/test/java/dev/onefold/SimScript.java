package dev.onefold;

import java.util.List;

/** What the work of a run comes to. */
enum SimScript {
    ACCEPT,
    DECLINE,
    REJECT,
    DISCARD,
    THROW;

    static final String DECLINED = "declined";
    static final String REJECTED = "rejected";

    private static final List<SimScript> ANY =
            List.of(ACCEPT, ACCEPT, ACCEPT, ACCEPT, ACCEPT, DECLINE, REJECT, REJECT, DISCARD, THROW);
    private static final List<SimScript> FINAL = List.of(ACCEPT, ACCEPT, ACCEPT, DECLINE, REJECT);

    /** Once the world is healed, every run comes to something that is remembered. */
    static SimScript draw(SimDice dice, boolean healed) {
        return dice.of(healed ? FINAL : ANY);
    }

    boolean keepsEffects() {
        return this == ACCEPT || this == DECLINE;
    }

    Decision<String> decision(String value) {
        return switch (this) {
            case ACCEPT -> new Decision.Accept<>(value);
            case DECLINE -> new Decision.Decline<>(Rejection.of(DECLINED, value));
            case REJECT -> new Decision.Reject<>(Rejection.of(REJECTED, value));
            case DISCARD -> new Decision.Discard<>(Rejection.of("discarded", value));
            case THROW -> throw new IllegalStateException("A throw is no decision");
        };
    }
}
