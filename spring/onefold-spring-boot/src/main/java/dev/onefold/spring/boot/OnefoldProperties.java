package dev.onefold.spring.boot;

import dev.onefold.AnswerCache;
import dev.onefold.Operation.Retention;
import dev.onefold.Operation.Waiting;
import dev.onefold.http.KeyQuota;
import dev.onefold.jdbc.JdbcAcceptedWork;
import dev.onefold.spring.KeyPresence;
import dev.onefold.spring.OperationSettings;
import dev.onefold.spring.UnsupportedKeys;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What can be set under {@code onefold}.
 *
 * @param enabled Whether idempotent methods are protected. If not, each call of them runs.
 * @param waitAtMost Time a duplicate waits for the first request before it is told that it is in progress, at most 60 seconds.
 * @param waitOnRequestAtMost Longest time that a caller may ask to wait by Prefer: wait, at most 60 seconds.
 * @param waiters Number of duplicates of one key that may wait in this process; one more is told at once.
 * @param retention How long repeats are recognised.
 * @param cache Answers in memory, for hot keys.
 * @param quota How much one caller may ask of this process. Not bounded unless a number is set.
 * @param accepted Work that is accepted with 202 and done later.
 * @param batchItems Number of items in one batch, at most 10,000.
 * @param jdbc Records in the database.
 * @param http Requests and responses.
 * @param operations Settings of single operations, by the names of the operations.
 */
@ConfigurationProperties("onefold")
public record OnefoldProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("0s") Duration waitAtMost,
        @DefaultValue("0s") Duration waitOnRequestAtMost,
        @DefaultValue("8") int waiters,
        @DefaultValue RetentionProperties retention,
        @DefaultValue Cache cache,
        @DefaultValue Quota quota,
        @DefaultValue AcceptedProperties accepted,
        @DefaultValue("100") int batchItems,
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
     * Answers in memory, for hot keys.
     *
     * @param answers Number of answers of committed records that are kept. 0 for none.
     * @param size Size of their content together, at most 1 GB.
     * @param keepFor Time one is kept after it was read from the database, at most 1 minute.
     */
    public record Cache(
            @DefaultValue("0") int answers,
            @DefaultValue("16MB") DataSize size,
            @DefaultValue("10s") Duration keepFor) {

        AnswerCache settings() {
            return new AnswerCache(answers, (int) Math.min(size.toBytes(), Integer.MAX_VALUE), keepFor);
        }
    }

    /**
     * How much one caller may ask of this process. Not bounded unless a number is set.
     *
     * @param atWork Number of keyed requests of a caller that may be at work, waiting ones included.
     * @param newKeys Number of keys of a caller that may lead to work in a window.
     * @param window Time after which new keys are counted from zero, at most 1 day.
     * @param callers Number of callers that are counted in a window; more are not.
     */
    public record Quota(
            @Nullable Integer atWork,
            @Nullable Integer newKeys,
            @DefaultValue("1m") Duration window,
            @DefaultValue("100000") int callers) {

        private static final int MOST_AT_WORK = 1_000_000;
        private static final int MOST_NEW_KEYS = 1_000_000_000;

        boolean isSet() {
            return atWork != null || newKeys != null;
        }

        KeyQuota.Bounds bounds() {
            return new KeyQuota.Bounds(
                    atWork == null ? MOST_AT_WORK : atWork, newKeys == null ? MOST_NEW_KEYS : newKeys, window, callers);
        }
    }

    /**
     * Work that is accepted with 202 and done later.
     *
     * @param path Address in front of the name of a piece of work.
     * @param threads Number of threads that do accepted work in this process; 0 leaves it to others, at most 64.
     * @param lookEvery Time between two looks for accepted work, 10 milliseconds to 1 minute.
     * @param attempts Number of times a piece of work is begun before it has failed, at most 100.
     * @param patience Time after which work that was begun and did not end may be begun by another, at most 1 hour.
     * @param pause Time after the first failure, doubled with each.
     */
    public record AcceptedProperties(
            @DefaultValue("/operations/") String path,
            @DefaultValue("2") int threads,
            @DefaultValue("1s") Duration lookEvery,
            @DefaultValue("5") int attempts,
            @DefaultValue("1m") Duration patience,
            @DefaultValue("1s") Duration pause) {

        JdbcAcceptedWork.Trying trying() {
            return new JdbcAcceptedWork.Trying(attempts, patience, pause);
        }
    }

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
        Duration onRequest = waitOnRequestAtMost.compareTo(waitAtMost) < 0 ? waitAtMost : waitOnRequestAtMost;
        return new Waiting(waitAtMost, waiters, onRequest);
    }
}
