package dev.onefold.http;

/** How old a key is to a {@link KeyWindow}. */
public sealed interface KeyAge {

    /** Within the window: whether it was used, the records tell. */
    record Within() implements KeyAge {}

    /** Older than the window: what became of it is no longer known, so it is refused unseen. */
    record Expired() implements KeyAge {}

    /**
     * Without a time, or with one that lies in the future.
     *
     * @param reason a sentence for the caller
     */
    record Invalid(String reason) implements KeyAge {}
}
