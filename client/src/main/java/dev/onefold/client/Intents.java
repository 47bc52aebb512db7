package dev.onefold.client;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where intents are kept, from before their first attempt until they are forgotten. The same name always gives the same
 * intent, so a second try of the same thing, in this process or in another, has the first one's key. Safe for use by many
 * threads.
 */
public interface Intents {

    /**
     * Stores the intent unless one of its name is there. Durable when it returns.
     *
     * @return the one that is stored now, and whether it was there before
     */
    Stored remember(Intent intent);

    /** The intent of that name, open or closed. */
    Optional<Stored> find(String id);

    /** Marks the intent of that name as decided. It is kept: sent again, it has the same key. Nothing if there is none. */
    void close(String id);

    /**
     * Those not decided yet, oldest first.
     *
     * @param most how many at most
     */
    List<Intent> open(int most);

    /**
     * Deletes those that are decided and were made before then. Choose a time when nobody sends them again: after it the
     * same name gets another key.
     *
     * @return how many
     */
    int forgetClosed(Instant madeBefore);

    /**
     * An intent as it is stored.
     *
     * @param isNew whether it was stored just now, so nobody has sent it
     * @param isClosed whether it was decided
     */
    record Stored(Intent intent, boolean isNew, boolean isClosed) {}
}
