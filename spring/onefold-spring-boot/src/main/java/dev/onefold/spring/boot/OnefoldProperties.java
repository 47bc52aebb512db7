package dev.onefold.spring.boot;

import dev.onefold.Operation.Retention;
import dev.onefold.Operation.Waiting;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What can be set under {@code onefold}.
 *
 * @param enabled Whether idempotent methods are protected. If not, each call of them runs.
 * @param waitAtMost Time a duplicate waits for the first request before it is told that it is in progress, at most 60 seconds.
 * @param waiters Number of duplicates of one key that may wait in this process; one more is told at once.
 * @param retention How long repeats are recognised.
 * @param jdbc Records in the database.
 * @param http Requests and responses.
 */
@ConfigurationProperties("onefold")
public record OnefoldProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("0s") Duration waitAtMost,
        @DefaultValue("8") int waiters,
        @DefaultValue RetentionProperties retention,
        @DefaultValue Jdbc jdbc,
        @DefaultValue Http http) {

    /**
     * How long repeats are recognised.
     *
     * @param answer Time a repeat gets the first answer, at least.
     * @param tombstone Time a repeat is recognised and refused once its answer is gone, at least. After it a key is new again.
     */
    public record RetentionProperties(
            @DefaultValue("24h") Duration answer,
            @DefaultValue("30d") Duration tombstone) {}

    /**
     * Records in the database.
     *
     * @param initializeSchema Whether Onefold makes its tables at start, or your migrations do.
     * @param maintainEvery Time between two looks for expired records to drop and room to make ahead.
     */
    public record Jdbc(
            @DefaultValue("never") InitializeSchema initializeSchema,
            @DefaultValue("1m") Duration maintainEvery) {

        /** Who makes the tables. */
        public enum InitializeSchema {
            /** Onefold, unless they are there. */
            ALWAYS,
            /** Somebody else. */
            NEVER
        }
    }

    /**
     * Requests and responses.
     *
     * @param keyHeader Name of the request header that carries the key.
     * @param minKeyLength Length of the shortest key, in characters.
     * @param maxKeyLength Length of the longest key, in characters, at most 255.
     * @param strictKeys Whether only keys in double quotes are accepted, as RFC 9651 has them.
     * @param allowAnonymous Whether callers without a principal share one scope. Only for demonstrations.
     * @param replayHeaders Comma-separated list of response headers to store and replay beside the usual ones.
     * @param maxRequestSize Size of the longest body of an idempotent request.
     * @param maxResponseSize Size of the longest response of an idempotent handler.
     * @param problemBase Address in front of the types of problem details.
     */
    public record Http(
            @DefaultValue("Idempotency-Key") String keyHeader,
            @DefaultValue("16") int minKeyLength,
            @DefaultValue("255") int maxKeyLength,
            @DefaultValue("false") boolean strictKeys,
            @DefaultValue("false") boolean allowAnonymous,
            @DefaultValue Set<String> replayHeaders,
            @DefaultValue("1MB") DataSize maxRequestSize,
            @DefaultValue("1MB") DataSize maxResponseSize,
            @DefaultValue("https://onefold.dev/problems/") URI problemBase) {}

    Retention retentionOrDefault() {
        return new Retention(retention.answer(), retention.tombstone());
    }

    Waiting waiting() {
        return new Waiting(waitAtMost, waiters);
    }
}
