package dev.onefold.state;

/** What becomes of an event that comes in a state in which it moves nothing. */
public enum Policy {

    /** Nothing, and the sender may be told that all is well. Remembered. */
    IGNORE,

    /** Nothing, and the sender is told no. Remembered: the same event will not succeed later. The default. */
    REJECT,

    /**
     * Something must be undone: a second payment, say, is given back. It is recorded with the event's identity, so it is
     * handed to one caller, once: {@link Fired.Answer#COMPENSATE}.
     */
    COMPENSATE,

    /** It came too early. Nothing is remembered, and the sender is told to send it again. */
    RETRY
}
