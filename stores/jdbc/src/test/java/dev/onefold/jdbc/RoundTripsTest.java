package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.AnswerCache;
import dev.onefold.Codec;
import dev.onefold.KeyRing;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Kind;
import dev.onefold.RecordId;
import dev.onefold.Seal;
import dev.onefold.StoreUnavailableException;
import dev.onefold.TransactionalOperation;
import dev.onefold.jdbc.Wire.Fault;
import dev.onefold.store.Sighting;
import dev.onefold.testkit.ManualTime;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Round trips: how many there are, what they leave, and what is true after one that breaks. */
class RoundTripsTest {

    private static final TransactionalOperation<String> PLACE = Operation.transactional("place", Codec.text());

    private Database database;
    private Wire wire;
    private Onefold<Connection> onefold;

    @BeforeEach
    void open() {
        database = Database.create();
        on("read committed");
    }

    private void on(String isolation) {
        wire = new Wire(database.plain(isolation));
        onefold = Onefold.on(JdbcStore.on(wire.dataSource()));
        wire.trips();
    }

    @AfterEach
    void close() {
        assertThat(database.advisoryLocks()).isZero();
        onefold.close();
        database.close();
    }

    private Outcome<String> place(String key) throws Exception {
        return onefold.execute(PLACE, Business.call(key), connection -> Business.effect(connection, key, "work"));
    }

    private Kind kind(String key) throws Exception {
        return place(key).kind();
    }

    @Test
    void firstRequestCostsOneMoreThanTheBusinessWithItsCommit() throws Exception {
        assertThat(kind("key")).isEqualTo(Kind.APPLIED);
        List<String> trips = wire.trips();
        assertThat(trips).hasSize(3);
        assertThat(trips.get(1)).startsWith("INSERT INTO effect");
        assertThat(trips.get(2)).endsWith("COMMIT");
    }

    @Test
    void replayCostsOne() throws Exception {
        place("key");
        wire.trips();
        assertThat(kind("key")).isEqualTo(Kind.REPLAYED);
        assertThat(wire.trips()).hasSize(1);
    }

    @Test
    void replayAmongReplaysBeginsNoTransaction() throws Exception {
        place("key");
        for (int i = 0; i < 20; i++) {
            assertThat(kind("key")).isEqualTo(Kind.REPLAYED);
        }
        wire.trips();
        assertThat(kind("key")).isEqualTo(Kind.REPLAYED);
        assertThat(wire.allTrips()).hasSize(1);
        assertThat(kind("another")).isEqualTo(Kind.APPLIED);
        assertThat(wire.trips()).as("one look more").hasSize(4);
        for (int i = 0; i < 20; i++) {
            assertThat(kind("first-" + i)).isEqualTo(Kind.APPLIED);
        }
        wire.trips();
        assertThat(kind("last")).isEqualTo(Kind.APPLIED);
        assertThat(wire.allTrips()).hasSize(3);
    }

    @Test
    void looksOfAHundredCostOne() throws Exception {
        List<RecordId> ids = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ids.add(Business.call("key-" + i).id());
        }
        place("key-7");
        JdbcStore store = JdbcStore.on(wire.dataSource());
        wire.trips();

        List<Sighting> seen = store.find(ids);

        assertThat(wire.allTrips()).hasSize(1);
        assertThat(seen)
                .hasSize(100)
                .filteredOn(Sighting.Finished.class::isInstance)
                .hasSize(1);
        assertThat(seen.get(7)).isEqualTo(store.find(ids.get(7)));
    }

    @Test
    void replaysInACrowdUseTwoConnections() throws Exception {
        AtomicInteger used = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try (Onefold<Connection> crowded =
                Onefold.on(JdbcStore.on(Tap.dataSource(database.pool(16)::getConnection, (sent, trip) -> {
                    most.accumulateAndGet(used.incrementAndGet(), Math::max);
                    try {
                        return trip.go();
                    } finally {
                        used.decrementAndGet();
                    }
                })))) {
            List<Callable<Kind>> replays = new ArrayList<>();
            for (int i = 0; i < 320; i++) {
                String key = "key-" + i % 40;
                replays.add(() -> crowded.execute(PLACE, Business.call(key), connection -> "again")
                        .kind());
            }
            for (int i = 0; i < 40; i++) {
                place("key-" + i);
            }
            for (Callable<Kind> replay : replays.subList(0, 40)) {
                assertThat(replay.call()).isEqualTo(Kind.REPLAYED);
            }
            most.set(0);

            for (Future<Kind> kind : threads.invokeAll(replays)) {
                assertThat(kind.get()).isEqualTo(Kind.REPLAYED);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(most.get()).isBetween(1, 2);
    }

    @Test
    void replayOfWhatIsInMemoryCostsNone() throws Exception {
        try (Onefold<Connection> caching = Onefold.<Connection>builder()
                .transactional(JdbcStore.on(wire.dataSource()))
                .cache(AnswerCache.of(10))
                .build()) {
            for (Kind kind : List.of(Kind.APPLIED, Kind.REPLAYED)) {
                assertThat(caching.execute(
                                        PLACE,
                                        Business.call("key"),
                                        connection -> Business.effect(connection, "key", "work"))
                                .kind())
                        .isEqualTo(kind);
            }
            wire.trips();
            for (int i = 0; i < 100; i++) {
                assertThat(caching.execute(PLACE, Business.call("key"), connection -> "never")
                                .kind())
                        .isEqualTo(Kind.REPLAYED);
            }
            assertThat(wire.trips()).isEmpty();
            assertThat(database.effects("key")).isEqualTo(1);
        }
    }

    @Test
    void whatACommitWithoutAReplyLeftIsNotInMemory() throws Exception {
        try (Onefold<Connection> caching = Onefold.<Connection>builder()
                .transactional(JdbcStore.on(wire.dataSource()))
                .cache(AnswerCache.of(10))
                .build()) {
            wire.breakNext(Fault.REPLY_LOST, sent -> sent.endsWith("COMMIT"));
            assertThat(caching.execute(PLACE, Business.call("key"), connection -> "placed")
                            .kind())
                    .isEqualTo(Kind.UNKNOWN);
            wire.trips();
            assertThat(caching.execute(PLACE, Business.call("key"), connection -> "again")
                            .kind())
                    .isEqualTo(Kind.REPLAYED);
            assertThat(wire.trips()).as("the database is asked").hasSize(1);
        }
    }

    @Test
    void aSealCostsNoRoundTrip() throws Exception {
        byte[] secret = new byte[32];
        try (Onefold<Connection> sealed = Onefold.<Connection>builder()
                .transactional(JdbcStore.on(wire.dataSource()))
                .seal(Seal.of(KeyRing.of(1, secret), KeyRing.of(1, secret)))
                .build()) {
            wire.trips();
            for (int trips : List.of(3, 1)) {
                sealed.execute(PLACE, Business.call("key"), connection -> Business.effect(connection, "key", "work"));
                assertThat(wire.trips()).hasSize(trips);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"repeatable read", "serializable"})
    void otherIsolationsCostTwoMoreForAFirstRequestAndNoneForAReplay(String isolation) throws Exception {
        onefold.close();
        on(isolation);
        assertThat(kind("key")).isEqualTo(Kind.APPLIED);
        assertThat(wire.trips()).hasSize(5);
        assertThat(kind("key")).isEqualTo(Kind.REPLAYED);
        assertThat(wire.trips()).hasSize(1);
    }

    @Test
    void joinedFirstRequestCostsASavepointMore() throws Exception {
        JdbcStore store = JdbcStore.on(wire.dataSource());
        try (Connection connection = wire.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            wire.trips();
            for (Kind kind : List.of(Kind.APPLIED, Kind.REPLAYED)) {
                assertThat(onefold.within(store.within(connection))
                                .execute(PLACE, Business.call("key"), same -> Business.effect(same, "key", "work"))
                                .kind())
                        .isEqualTo(kind);
                assertThat(wire.trips()).hasSize(kind == Kind.APPLIED ? 4 : 1);
            }
            connection.commit();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"read committed", "repeatable read", "serializable"})
    void replayTakesNoLockAndWritesNothing(String isolation) throws Exception {
        place("key");
        JdbcStore store = JdbcStore.on(database.plain());
        try (Connection connection = database.plain(isolation).getConnection()) {
            connection.setAutoCommit(false);
            assertThat(onefold.within(store.within(connection))
                            .execute(PLACE, Business.call("key"), same -> "never")
                            .kind())
                    .isEqualTo(Kind.REPLAYED);
            assertThat(Database.text(connection, "SELECT pg_current_xact_id_if_assigned()"))
                    .as("a transaction that wrote has a number")
                    .isEqualTo("null");
            assertThat(Database.text(
                            connection,
                            "SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid()"
                                    + " AND (locktype = 'advisory' OR mode NOT IN ('AccessShareLock', 'ExclusiveLock',"
                                    + " 'SIReadLock'))"))
                    .isEqualTo("0");
            connection.commit();
        }
    }

    @Test
    void commitWhoseReplyIsLostIsUnknownAndThenReplayed() throws Exception {
        wire.breakNext(Fault.REPLY_LOST, sent -> sent.endsWith("COMMIT"));
        assertThat(kind("key")).isEqualTo(Kind.UNKNOWN);
        assertThat(kind("key")).isEqualTo(Kind.REPLAYED);
        assertThat(database.effects("key")).isEqualTo(1);
    }

    @Test
    void commitThatNeverArrivesIsUnknownAndThenRun() throws Exception {
        wire.breakNext(Fault.KILLED_BEFORE, sent -> sent.endsWith("COMMIT"));
        assertThat(kind("key")).isEqualTo(Kind.UNKNOWN);
        while (database.advisoryLocks() > 0) {
            Thread.onSpinWait();
        }
        assertThat(kind("key")).isEqualTo(Kind.APPLIED);
        assertThat(database.effects("key")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"read committed", "repeatable read", "serializable"})
    void connectionKilledAtEachStatement(String isolation) throws Exception {
        onefold.close();
        on(isolation);
        int broken = 0;
        for (int trip = 0; ; trip++) {
            String key = "key-" + trip;
            AtomicInteger left = new AtomicInteger(trip);
            wire.breakNext(Fault.KILLED_BEFORE, sent -> left.getAndDecrement() == 0);
            Kind kind = attempt(key);
            boolean reached = left.get() < 0;
            wire.breakNext(Fault.KILLED_BEFORE, sent -> false);
            if (!reached) {
                assertThat(kind).isEqualTo(Kind.APPLIED);
                break;
            }
            broken++;
            assertThat(kind).as("killed at %s", trip).isEqualTo(Kind.UNKNOWN);
            assertThat(database.effects(key)).isZero();
            while (database.advisoryLocks() > 0) {
                Thread.onSpinWait();
            }
            assertThat(kind(key)).as("after a kill at %s", trip).isEqualTo(Kind.APPLIED);
            assertThat(database.effects(key)).isEqualTo(1);
        }
        assertThat(broken).isEqualTo(isolation.equals("read committed") ? 3 : 7);
    }

    /** Unknown also stands for a throw that says that nothing happened, or is the work's own. */
    private Kind attempt(String key) throws Exception {
        try {
            return kind(key);
        } catch (StoreUnavailableException e) {
            return Kind.UNKNOWN;
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isEqualTo("08006");
            return Kind.UNKNOWN;
        }
    }

    @Test
    void databaseThatIsDownRunsNothingAndComesBack(@TempDir Path directory) throws Exception {
        AtomicInteger runs = new AtomicInteger();
        EmbeddedPostgres server = server(directory, 0);
        int port = server.getPort();
        Database own = Database.of(server);
        JdbcSchema.initialize(own.plain());
        try (Onefold<Connection> engine = engine(JdbcStore.on(own.plain()))) {
            assertThat(engine.execute(PLACE, Business.call("a"), connection -> "yes")
                            .kind())
                    .isEqualTo(Kind.APPLIED);
            server.close();
            assertThatThrownBy(
                            () -> engine.execute(PLACE, Business.call("b"), connection -> "" + runs.incrementAndGet()))
                    .isInstanceOf(StoreUnavailableException.class);
            assertThatThrownBy(() -> engine.execute(
                            Operation.leased("ship", Codec.text()),
                            Business.call("c"),
                            attempt -> "" + runs.incrementAndGet()))
                    .isInstanceOf(StoreUnavailableException.class);
            assertThat(runs).hasValue(0);
            try (EmbeddedPostgres again = server(directory, port)) {
                assertThat(again.getPort()).isEqualTo(port);
                assertThat(engine.execute(PLACE, Business.call("a"), connection -> "no")
                                .kind())
                        .isEqualTo(Kind.REPLAYED);
                assertThat(engine.execute(PLACE, Business.call("b"), connection -> "yes")
                                .kind())
                        .isEqualTo(Kind.APPLIED);
            }
        }
    }

    private static Onefold<Connection> engine(JdbcStore store) {
        return Onefold.<Connection>builder()
                .transactional(store)
                .leased(store)
                .time(ManualTime.jumping())
                .build();
    }

    private static EmbeddedPostgres server(Path directory, int port) throws Exception {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(2))
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false);
        return (port == 0 ? builder : builder.setPort(port)).start();
    }
}
