package dev.onefold.check.wire;

/** A request that was sent whole and whose answer is being waited for. */
public interface InFlight {

    /** Waits until there is an answer or it is clear that there is none, at most {@link Limits#answerMillis()}. */
    Exchange await();

    /** Whether {@link #await()} would return at once. */
    boolean ended();

    /**
     * The caller goes away: the connection is closed (on HTTP/2 the stream is cancelled first), and {@link #await()} returns
     * {@link Exchange.Reason#CUT_BY_CALLER} unless the answer was in already. What was sent still reaches the server.
     */
    void cut();
}
