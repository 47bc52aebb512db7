package dev.onefold.state;

/** How an event stands to the state it finds. */
public enum Standing {

    /** The state has a transition for it. */
    IN_TURN,

    /** It leads to this state, and another event was there first. */
    ALREADY_THERE,

    /** It leads to a state from which this one is reached: the entity was there, and has gone on. */
    PASSED,

    /** It leads nowhere from this state, nor did it ever lead here. */
    ILLEGAL
}
