package dev.onefold.job;

import dev.onefold.Codec;
import java.time.Duration;

/**
 * A kind of job, declared once.
 *
 * @param name unique in the database, 1 to 100 characters
 * @param codec of what a run returns
 * @param lease after which a silent owner counts as gone; 1 second to 1 hour, 60 seconds by default
 * @param heartbeat between signs of life; at least 10 milliseconds and at most half of {@code lease}, 20 seconds by default
 * @param attempts how often a period may be begun before it counts as failed for good; 1 to 100, 3 by default. A run that
 *     throws and a run that falls silent both count
 * @param <R> what a run returns
 */
public record Job<R>(String name, Codec<R> codec, Duration lease, Duration heartbeat, int attempts) {

    public Job {
        if (name.isBlank() || name.length() > 100) {
            throw new IllegalArgumentException("A job's name has 1 to 100 characters, not: '" + name + "'");
        }
        within("lease", lease, Duration.ofSeconds(1), Duration.ofHours(1));
        within("heartbeat", heartbeat, Duration.ofMillis(10), lease.dividedBy(2));
        if (attempts < 1 || attempts > 100) {
            throw new IllegalArgumentException("attempts must be between 1 and 100, not " + attempts);
        }
    }

    public static <R> Job<R> of(String name, Codec<R> codec) {
        return new Job<>(name, codec, Duration.ofSeconds(60), Duration.ofSeconds(20), 3);
    }

    public Job<R> lease(Duration length, Duration heartbeatEvery) {
        return new Job<>(name, codec, length, heartbeatEvery, attempts);
    }

    public Job<R> attempts(int most) {
        return new Job<>(name, codec, lease, heartbeat, most);
    }

    private static void within(String what, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(what + " must be between " + least + " and " + most + ", not " + value);
        }
    }
}
