package dev.onefold.event;

import dev.onefold.Outcome;
import dev.onefold.RecordId;
import java.time.Duration;

/**
 * Told what happens, on the thread where it happens. A listener that throws is logged and otherwise ignored: it cannot
 * change an outcome. It should be quick and must not call Onefold with the same key.
 */
public interface OnefoldListener {

    /** A request was answered; {@code took} is the whole time, waiting included. */
    default void answered(String operation, RecordId id, Outcome.Kind kind, Duration took) {}

    /** A request ended in an exception: the work's own, or the store was unavailable. */
    default void failed(String operation, RecordId id, Throwable failure, Duration took) {}

    /** A lease could not be renewed because it is another's or gone: its work may still be running. */
    default void leaseLost(String operation, RecordId id, long fence) {}

    /** A step of a leased run got no reply and is tried again. */
    default void retried(String operation, RecordId id, Throwable failure) {}
}
