package dev.onefold.client;

/** What an answer tells about the thing that was wanted. */
public enum Judgement {
    /** It happened, now or in an earlier attempt, and this is its answer. */
    DONE,
    /** It happened in an earlier attempt, and its answer cannot be told any more. */
    DONE_EARLIER,
    /** No: it did not happen and will not under this key, whatever was attempted before. */
    REFUSED,
    /**
     * No, from something in front of the server's memory of keys: nothing happened in this attempt, and nothing is said about
     * earlier ones.
     */
    TURNED_AWAY,
    /** Not told yet. The same key may be sent again. */
    AGAIN,
    /** The server does not know and never will: only a look at what the request should have changed can tell. */
    LOST
}
