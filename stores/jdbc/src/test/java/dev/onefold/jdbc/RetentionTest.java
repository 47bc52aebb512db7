package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Codec;
import dev.onefold.Decision;
import dev.onefold.LeasedOperation;
import dev.onefold.LeasedRun;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Operation.Retention;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Kind;
import dev.onefold.Rejection;
import dev.onefold.TransactionalOperation;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is remembered, how long, and what a boundary between two buckets changes: nothing. */
@Timeout(60)
class RetentionTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Both kinds of buckets have a boundary at every multiple of it. */
    private static final Duration HEAD_BUCKET = Duration.ofDays(15);

    private static final TransactionalOperation<String> PLACE = Operation.transactional("place", Codec.text());
    private static final TransactionalOperation<String> BRIEF =
            Operation.transactional("brief", Codec.text()).with(new Retention(SECOND, SECOND));
    private static final LeasedOperation<String> SHIP = Operation.leased("ship", Codec.text());

    private Database database;
    private JdbcStore store;
    private Onefold<Connection> onefold;
    private Duration boundary = Duration.ZERO;

    @BeforeEach
    void open() {
        database = Database.create();
        store = JdbcStore.on(database.pool(4));
        onefold = Onefold.on(store);
        long now = database.number("SELECT extract(epoch FROM clock_timestamp())::bigint * 1000");
        long ahead = (now / HEAD_BUCKET.toMillis() + 2) * HEAD_BUCKET.toMillis();
        boundary = Duration.ofMillis(ahead - now);
        at(Duration.ofHours(1));
    }

    @AfterEach
    void close() {
        assertThat(database.advisoryLocks()).isZero();
        onefold.close();
        database.close();
    }

    /** The clock stands this far behind the boundary of a bucket of heads and of answers, or before it. */
    private void at(Duration afterBoundary) {
        database.clockAt(boundary.plus(afterBoundary));
        store.maintain();
    }

    private Kind place(String key) throws SQLException {
        return place(onefold, key);
    }

    private static Kind place(Onefold<Connection> engine, String key) throws SQLException {
        return engine.execute(PLACE, Business.call(key), connection -> Business.effect(connection, key, "work"))
                .kind();
    }

    @Test
    void answerThenTombstoneThenNothing() throws Exception {
        assertThat(place("key")).isEqualTo(Kind.APPLIED);
        at(Duration.ofHours(1).plus(DAY).minus(SECOND));
        assertThat(place("key")).isEqualTo(Kind.REPLAYED);
        at(Duration.ofHours(1).plus(DAY));
        assertThat(place("key")).isEqualTo(Kind.EXPIRED);
        at(Duration.ofHours(1).plus(DAY.multipliedBy(30)).minus(SECOND));
        assertThat(place("key")).isEqualTo(Kind.EXPIRED);
        assertThat(database.effects("key")).isEqualTo(1);
        at(Duration.ofHours(1).plus(DAY.multipliedBy(30)));
        assertThat(place("key")).isEqualTo(Kind.APPLIED);
        assertThat(place("key")).isEqualTo(Kind.REPLAYED);
        assertThat(database.effects("key")).isEqualTo(2);
    }

    @Test
    void forgottenRowOfTheSameBucketIsReplaced() throws Exception {
        for (int run = 1; run <= 3; run++) {
            int by = run;
            at(Duration.ofHours(1).plusSeconds(10L * run));
            Outcome<String> outcome =
                    onefold.execute(BRIEF, Business.call("key"), same -> Business.effect(same, "key", "run " + by));
            assertThat(outcome).isEqualTo(new Outcome.Applied<>("run " + run));
        }
        assertThat(database.number("SELECT count(*) FROM onefold_record")).isEqualTo(1);
        assertThat(database.text("SELECT convert_from(content, 'UTF8') FROM onefold_body b"
                        + " JOIN onefold_record r ON b.bucket = r.body_bucket AND b.no = r.body_no"))
                .isEqualTo("run 3");
        assertThat(database.number("SELECT count(*) FROM onefold_body"))
                .as("an answer that nothing points to any more goes with its partition")
                .isEqualTo(3);
    }

    @Test
    void forgottenRowOfTheSameBucketMakesRoomForALease() throws Exception {
        LeasedOperation<String> brief =
                Operation.leased("brief-ship", Codec.text()).with(new Retention(SECOND, SECOND));
        for (int run = 1; run <= 3; run++) {
            int by = run;
            at(Duration.ofHours(1).plusSeconds(10L * run));
            assertThat(onefold.execute(brief, Business.call("ship"), attempt -> "run " + by))
                    .isEqualTo(new Outcome.Applied<>("run " + run));
        }
        assertThat(database.number("SELECT count(*) FROM onefold_record")).isEqualTo(1);
    }

    @Test
    void answersAreDroppedAndHeadsStay() throws Exception {
        place("key");
        assertThat(database.number("SELECT count(*) FROM onefold_body")).isEqualTo(1);
        at(DAY.plus(Duration.ofHours(5)));
        assertThat(database.number("SELECT count(*) FROM onefold_body")).isZero();
        assertThat(database.number("SELECT count(*) FROM onefold_record")).isEqualTo(1);
        assertThat(place("key")).isEqualTo(Kind.EXPIRED);
        at(DAY.multipliedBy(46));
        assertThat(database.number("SELECT count(*) FROM onefold_record")).isZero();
        assertThat(database.number("SELECT count(*) FROM pg_inherits"))
                .as("indexes too")
                .isEqualTo(19);
    }

    @Test
    void rejectionExpiresToo() {
        Runnable reject = () -> assertThat(onefold.decide(
                                PLACE,
                                Business.call("no"),
                                connection -> new Decision.Reject<>(Rejection.of("short", "none left")))
                        .kind())
                .isEqualTo(Kind.REJECTED);
        reject.run();
        reject.run();
        at(Duration.ofHours(1).plus(DAY));
        assertThat(onefold.decide(PLACE, Business.call("no"), connection -> new Decision.Accept<>("yes"))
                        .kind())
                .isEqualTo(Kind.EXPIRED);
    }

    @Test
    void unfinishedLeaseSurvivesAllDropping() {
        LeasedRun<String> run = onefold.start(SHIP, Business.call("ship"));
        assertThat(run.answered()).isNull();
        at(DAY.multipliedBy(40));
        try (Onefold<Connection> other = Onefold.on(store)) {
            assertThat(other.execute(SHIP, Business.call("ship"), attempt -> "again")
                            .kind())
                    .isEqualTo(Kind.UNKNOWN);
        }
        assertThat(run.finish(new Decision.Accept<>("shipped"))).isEqualTo(new Outcome.Applied<>("shipped"));
        assertThat(onefold.execute(SHIP, Business.call("ship"), attempt -> "again")
                        .kind())
                .isEqualTo(Kind.REPLAYED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"read committed", "repeatable read", "serializable"})
    void duplicatesOnBothSidesOfABoundaryRunOnce(String isolation) throws Exception {
        try (Onefold<Connection> engine = Onefold.on(JdbcStore.on(database.plain(isolation)))) {
            at(SECOND.negated());
            assertThat(place(engine, "key")).isEqualTo(Kind.APPLIED);
            at(SECOND);
            assertThat(place(engine, "key")).isEqualTo(Kind.REPLAYED);
            assertThat(place("key")).isEqualTo(Kind.REPLAYED);
        }
        assertThat(database.effects("key")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"read committed", "repeatable read", "serializable"})
    void workAcrossABoundaryRunsOnce(String isolation) throws Exception {
        try (Onefold<Connection> engine = Onefold.on(JdbcStore.on(database.plain(isolation)))) {
            at(SECOND.negated());
            Outcome<String> outcome = engine.execute(PLACE, Business.call("key"), connection -> {
                assertThat(place("key")).isEqualTo(Kind.IN_PROGRESS);
                database.clockAt(boundary.plus(SECOND));
                assertThat(place("key")).isEqualTo(Kind.IN_PROGRESS);
                return Business.effect(connection, "key", "first");
            });
            assertThat(outcome).isEqualTo(new Outcome.Applied<>("first"));
            assertThat(place("key")).isEqualTo(Kind.REPLAYED);
        }
        assertThat(database.effects("key")).isEqualTo(1);
    }

    @Test
    void joinedReadCommittedAcrossABoundary() throws Exception {
        try (Connection connection = database.plain().getConnection()) {
            connection.setAutoCommit(false);
            Database.text(connection, "SELECT 1");
            at(SECOND.negated());
            place("key");
            at(SECOND);
            assertThat(place(onefold.within(store.within(connection)), "key")).isEqualTo(Kind.REPLAYED);
            connection.commit();
        }
        assertThat(database.effects("key")).isEqualTo(1);
    }

    /** The record is in a bucket that the unique index of the new one does not see, and in no old snapshot. */
    @ParameterizedTest
    @ValueSource(strings = {"repeatable read", "serializable"})
    void joinedOldSnapshotAcrossABoundaryNeverRunsAgain(String isolation) throws Exception {
        Duration ahead = Duration.ofSeconds(2);
        try (Connection connection = database.plain(isolation).getConnection()) {
            connection.setAutoCommit(false);
            at(ahead.negated());
            Database.text(connection, "SELECT 1");
            assertThat(place("key")).isEqualTo(Kind.APPLIED);
            long before = headBucket();
            long epoch = database.number("SELECT extract(epoch FROM onefold_now())::bigint");
            while (database.number("SELECT floor(extract(epoch FROM onefold_now()) / " + HEAD_BUCKET.toSeconds() + ")")
                    < epoch / HEAD_BUCKET.toSeconds() + 1) {
                Thread.onSpinWait();
            }
            assertThat(place(onefold.within(store.within(connection)), "key")).isEqualTo(Kind.IN_PROGRESS);
            assertThat(Database.text(connection, "SELECT 'usable'")).isEqualTo("usable");
            connection.commit();
            assertThat(headBucket()).isEqualTo(before);
            assertThat(place(onefold.within(store.within(connection)), "key")).isEqualTo(Kind.REPLAYED);
            connection.commit();
        }
        assertThat(database.effects("key")).isEqualTo(1);
    }

    private long headBucket() {
        return database.number("SELECT max(bucket) FROM onefold_record");
    }
}
