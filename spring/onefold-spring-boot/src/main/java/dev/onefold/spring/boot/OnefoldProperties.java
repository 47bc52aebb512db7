package dev.onefold.spring.boot;

import dev.onefold.Operation.Retention;
import dev.onefold.Operation.Waiting;
import dev.onefold.spring.KeyPresence;
import dev.onefold.spring.OperationSettings;
import dev.onefold.spring.UnsupportedKeys;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set under {@code onefold}.
 *
 * @param enabled Whether idempotent methods are protected. If not, each call of them runs.
 * @param waitAtMost Time a duplicate waits for the first request before it is told that it is in progress, at most 60 seconds.
 * @param waiters Number of duplicates of one key that may wait in this process; one more is told at once.
 * @param retention How long repeats are recognised.
 * @param jdbc Records in the database.
 * @param http Requests and responses.
 * @param operations Settings of single operations, by the names of the operations.
 */
@ConfigurationProperties("onefold")
public record OnefoldProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("0s") Duration waitAtMost,
        @DefaultValue("8") int waiters,
        @DefaultValue RetentionProperties retention,
        @DefaultValue Jdbc jdbc,
        @DefaultValue Http http,
        @DefaultValue Map<String, OperationProperties> operations) {

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
     * Requests and responses of all operations.
     *
     * @param profile Contract of operations that name none: ietf, stripe, acp, ucp, oasis, paypal, or one of your own.
     * @param unsupportedKeys What becomes of keys where they mean nothing: ignored, reported or rejected.
     * @param allowAnonymous Whether callers without a principal share one scope. Only for demonstrations.
     * @param problemBase Address in front of the types of problem details.
     */
    public record Http(
            @DefaultValue("ietf") String profile,
            @DefaultValue("ignore") UnsupportedKeys unsupportedKeys,
            @DefaultValue("false") boolean allowAnonymous,
            @DefaultValue("https://onefold.dev/problems/") URI problemBase) {}

    /**
     * One operation.
     *
     * @param profile Contract to begin with.
     * @param presence Whether a request needs a key: required, optional or ignored.
     * @param answer Time a repeat gets the first answer, at least.
     * @param tombstone Time a repeat is recognised and refused once its answer is gone, at least.
     * @param waitAtMost Time a duplicate waits for the first request.
     * @param http What is otherwise than in the profile.
     */
    public record OperationProperties(
            @Nullable String profile,
            @Nullable KeyPresence presence,
            @Nullable Duration answer,
            @Nullable Duration tombstone,
            @Nullable Duration waitAtMost,
            @Nullable OnefoldHttpProperties http) {

        OperationSettings settings() {
            OnefoldHttpProperties changes = http == null ? OnefoldHttpProperties.none() : http;
            return new OperationSettings(profile, changes::change, presence, answer, tombstone, waitAtMost);
        }
    }

    Retention retentionOrDefault() {
        return new Retention(retention.answer(), retention.tombstone());
    }

    Waiting waiting() {
        return new Waiting(waitAtMost, waiters);
    }
}
