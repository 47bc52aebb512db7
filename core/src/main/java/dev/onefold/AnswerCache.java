package dev.onefold;

import java.time.Duration;

/**
 * How many answers of committed records a process keeps in memory, so that the replays of a hot key ask no store.
 *
 * <p>An answer comes into the cache when a replay reads it from the store, never when it is written, and stays for at
 * most {@code keepFor} from just before that reading. So a replay from memory may come at most so long after the answer's
 * retention has ended by the store's clock, or after the record was erased there; retention itself is a floor. A
 * rollback, a lease or a tombstone is never cached. Authorisation is the caller's to check before.
 *
 * @param mostAnswers how many are kept; 0 (none) to 1,000,000
 * @param mostBytes of their content together, about 300 bytes of overhead for each come on top; 0 to 1 GiB
 * @param keepFor how long one is kept; 1 millisecond to 1 minute
 */
public record AnswerCache(int mostAnswers, int mostBytes, Duration keepFor) {

    /** Every replay asks the store. */
    public static final AnswerCache NONE = new AnswerCache(0, 0, Duration.ofSeconds(10));

    public AnswerCache {
        Limits.check("cache.mostAnswers", mostAnswers, 0, 1_000_000);
        Limits.check("cache.mostBytes", mostBytes, 0, 1 << 30);
        Limits.check("cache.keepFor", keepFor, Duration.ofMillis(1), Duration.ofMinutes(1));
    }

    /** So many answers for 10 seconds, with 16 MiB of content at most. */
    public static AnswerCache of(int mostAnswers) {
        return new AnswerCache(mostAnswers, 16 << 20, Duration.ofSeconds(10));
    }
}
