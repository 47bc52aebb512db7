package dev.onefold.conformance;

import java.time.Duration;

/**
 * What reaches behind a server in tests. Only {@link #effects} must be there: equal answers do not prove one effect. What is not
 * offered makes the rules that need it not applicable.
 */
public interface Control {

    /** How often this business had its effect, counted where the effects are, and only what is committed. */
    int effects(String business);

    /** How often a handler was started for this business. */
    default int executions(String business) {
        throw new NotOfferedException("starts of handlers are not counted");
    }

    /** The next execution of {@link Operation#CREATE} and its kin for this business stops before its effect. */
    default Hold hold(String business) {
        throw new NotOfferedException("an execution cannot be held");
    }

    /** The server's part in the next execution dies at that point, once. */
    default void dieAt(KillPoint point) {
        throw new NotOfferedException("nothing dies on request");
    }

    /** Moves the clock of the records to so long after the real one. */
    default void clockAhead(Duration ahead) {
        throw new NotOfferedException("the clock of the records cannot be moved");
    }

    /** Runs what removes old records, now. */
    default void removeExpired() {
        throw new NotOfferedException("old records cannot be removed on request");
    }

    /** Takes the store of the records away, or gives it back. */
    default void storeAvailable(boolean available) {
        throw new NotOfferedException("the store of the records cannot be taken away");
    }

    /** Takes a caller's permission to do anything away, or gives it back. */
    default void permitted(Caller caller, boolean permitted) {
        throw new NotOfferedException("permissions cannot be withdrawn");
    }

    /** All that the records hold, as text; bytes also in hexadecimal digits. */
    default String stored() {
        throw new NotOfferedException("the records cannot be read");
    }

    /** All that was logged since {@link #reset}, with the library's log at its finest. */
    default String logged() {
        throw new NotOfferedException("the log cannot be read");
    }

    /** The OpenAPI document of the server, as JSON. */
    default String openApi() {
        throw new NotOfferedException("no OpenAPI document");
    }

    /** How many replays the server counted so far, in its metrics. */
    default long replaysCounted() {
        throw new NotOfferedException("no metrics");
    }

    /** Puts everything right that was moved, taken or armed. Called after each rule. */
    default void reset() {}
}
