package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.onefold.Codec;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Operation.Retention;
import dev.onefold.Outcome.Kind;
import dev.onefold.TransactionalOperation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Buckets come and go under traffic, and what a dying process left is cleared away. */
@Timeout(120)
class PartitionsTest {

    private static final Retention SHORT = new Retention(Duration.ofHours(1), Duration.ofHours(6));
    private static final Duration BODY_BUCKET = Duration.ofMinutes(10);
    private static final TransactionalOperation<String> PLACE =
            Operation.transactional("place", Codec.text()).with(SHORT);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Database database;
    private JdbcStore store;
    private Onefold<Connection> onefold;

    @BeforeEach
    void open() {
        database = Database.keeping(SHORT);
        store = JdbcStore.on(database.pool(8));
        onefold = Onefold.on(store);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        assertThat(database.advisoryLocks()).isZero();
        onefold.close();
        database.close();
    }

    private Kind place(String key) throws SQLException {
        return onefold.execute(PLACE, Business.call(key), connection -> Business.effect(connection, key, "work"))
                .kind();
    }

    private long partitions(String table) {
        return database.number("SELECT count(*) FROM pg_inherits WHERE inhparent = '" + table + "'::regclass");
    }

    @Test
    void autovacuumLeavesBucketsAloneThatAreOnlyAddedTo() {
        assertThat(partitions("onefold_record")).isPositive();
        assertThat(database.number("SELECT count(*) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
                        + " LEFT JOIN pg_class t ON t.oid = c.reltoastrelid"
                        + " WHERE i.inhparent IN ('onefold_record'::regclass, 'onefold_body'::regclass)"
                        + " AND 'autovacuum_vacuum_insert_threshold=-1' = ALL (c.reloptions || t.reloptions)"))
                .isEqualTo(partitions("onefold_record") + partitions("onefold_body"));
    }

    @Test
    void theConnectionGoesBackWithTheLockTimeoutItCameWith() throws SQLException {
        HikariDataSource pool = database.pool(1, config -> config.setConnectionInitSql("SET lock_timeout = '7s'"));

        JdbcStore.on(pool).maintain();

        try (Connection connection = pool.getConnection()) {
            assertThat(Database.text(connection, "SHOW lock_timeout")).isEqualTo("7s");
        }
    }

    @Test
    void bucketsAreDroppedUnderTraffic() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        List<Future<Integer>> traffic = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            String name = "t" + thread + "-";
            traffic.add(threads.submit(() -> {
                int keys = 0;
                while (!stop.get()) {
                    String key = name + keys++;
                    assertThat(place(key)).isEqualTo(Kind.APPLIED);
                    assertThat(place(key)).isIn(Kind.REPLAYED, Kind.EXPIRED);
                }
                return keys;
            }));
        }
        int dropped = 0;
        for (int step = 1; step <= 60; step++) {
            database.clockAt(BODY_BUCKET.multipliedBy(step));
            dropped += store.maintain();
            assertThat(partitions("onefold_body")).isLessThanOrEqualTo(9);
            assertThat(partitions("onefold_record")).isLessThanOrEqualTo(5);
        }
        stop.set(true);
        int keys = 0;
        for (Future<Integer> thread : traffic) {
            keys += thread.get();
        }
        dropped += store.maintain();
        System.out.println("buckets dropped under traffic: " + dropped + " beside " + keys + " keys");
        assertThat(dropped).isGreaterThan(60);
        assertThat(database.number("SELECT count(*) FROM effect")).isEqualTo(keys);
        assertThat(partitions("onefold_body")).isLessThanOrEqualTo(8);
        assertThat(partitions("onefold_record")).isLessThanOrEqualTo(4);
    }

    @Test
    void readerDelaysADropAndNothingElse() throws Exception {
        place("old");
        try (Connection reader = database.plain().getConnection()) {
            reader.setAutoCommit(false);
            Database.text(reader, "SELECT count(*) FROM onefold_body");
            database.clockAt(Duration.ofMinutes(90));
            store.maintain();
            long halfDetached = database.number("SELECT count(*) FROM pg_inherits WHERE inhdetachpending");
            assertThat(halfDetached).isEqualTo(1);
            assertThat(place("old")).isEqualTo(Kind.EXPIRED);
            assertThat(place("new")).isEqualTo(Kind.APPLIED);
            assertThat(place("new")).isEqualTo(Kind.REPLAYED);
            reader.commit();
        }
        store.maintain();
        assertThat(database.number("SELECT count(*) FROM pg_inherits WHERE inhdetachpending"))
                .isZero();
        assertThat(partitions("onefold_body")).isEqualTo(8);
        assertThat(place("old")).isEqualTo(Kind.EXPIRED);
    }

    @Test
    void whatADyingProcessLeftIsClearedAway() throws Exception {
        place("old");
        String partition = database.text("SELECT tableoid::regclass FROM onefold_body");
        String first = database.text("SELECT min(inhrelid::regclass::text) FROM pg_inherits"
                + " WHERE inhparent = 'onefold_body'::regclass");
        database.clockAt(Duration.ofMinutes(90));
        database.execute("ALTER TABLE onefold_body DETACH PARTITION " + first);
        halfDetach(partition);

        store.maintain();

        assertThat(database.text("SELECT to_regclass('" + first + "')")).isEqualTo("null");
        assertThat(database.text("SELECT to_regclass('" + partition + "')")).isEqualTo("null");
        assertThat(partitions("onefold_body")).isEqualTo(8);
        assertThat(place("old")).isEqualTo(Kind.EXPIRED);
        assertThat(place("new")).isEqualTo(Kind.APPLIED);
    }

    private void halfDetach(String partition) throws SQLException {
        try (Connection reader = database.plain().getConnection();
                Connection dying = database.plain().getConnection();
                Statement statement = dying.createStatement()) {
            reader.setAutoCommit(false);
            Database.text(reader, "SELECT count(*) FROM onefold_body");
            statement.execute("SET lock_timeout = 100");
            assertThatThrownBy(() -> statement.execute(
                            "ALTER TABLE onefold_body DETACH PARTITION " + partition + " CONCURRENTLY"))
                    .isInstanceOf(SQLException.class);
            reader.rollback();
        }
        assertThat(database.number("SELECT count(*) FROM pg_inherits WHERE inhdetachpending"))
                .isEqualTo(1);
    }

    /** A process that died after making a partition and before attaching it. */
    @Test
    void partitionThatWasNeverAttachedIsAttached() throws Exception {
        long next = database.number("SELECT max(substring(inhrelid::regclass::text FROM '_b(\\d+)$')::integer) + 1"
                + " FROM pg_inherits WHERE inhparent = 'onefold_body'::regclass");
        database.execute("CREATE TABLE onefold_body_b" + next + " (LIKE onefold_body INCLUDING ALL)");
        database.clockAt(BODY_BUCKET);
        store.maintain();
        assertThat(partitions("onefold_body")).isEqualTo(8);
    }

    @Test
    void twoProcessesMaintainAtOnce() throws Exception {
        JdbcStore other = JdbcStore.on(database.pool(2));
        for (int round = 1; round <= 10; round++) {
            database.clockAt(BODY_BUCKET.multipliedBy(round));
            Future<Integer> one = threads.submit(store::maintain);
            Future<Integer> two = threads.submit(other::maintain);
            int dropped = one.get() + two.get();
            assertThat(dropped).isLessThanOrEqualTo(2);
        }
        store.maintain();
        assertThat(partitions("onefold_body")).isEqualTo(8);
        assertThat(partitions("onefold_record")).isBetween(3L, 4L);
    }
}
