package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Attempt;
import dev.onefold.Codec;
import dev.onefold.LeaseLostException;
import dev.onefold.LeasedOperation;
import dev.onefold.LeasedRun;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Operation.Doubt;
import dev.onefold.Operation.LeasePolicy;
import dev.onefold.Operation.Retention;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Kind;
import dev.onefold.RecordId;
import dev.onefold.RejectedException;
import dev.onefold.Rejection;
import dev.onefold.StoreUnavailableException;
import dev.onefold.TransactionalOperation;
import dev.onefold.jdbc.Engine.Sandbox;
import dev.onefold.jdbc.Wire.Fault;
import dev.onefold.store.LeasedStore.Lease;
import dev.onefold.store.NewRecord;
import dev.onefold.store.TransactionalStore.Claim;
import dev.onefold.store.TransactionalStore.Commit;
import dev.onefold.store.TransactionalStore.Transaction;
import dev.onefold.store.Verdict;
import dev.onefold.testkit.ManualTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What MariaDB and H2 do by means of their own: statements counted, failures at each of them, guards, expiry, tables. */
class KeyedRecordsTest {

    private static final Retention SHORT = new Retention(Duration.ofHours(1), Duration.ofHours(6));
    private static final TransactionalOperation<String> PLACE =
            Operation.transactional("place", Codec.text()).with(SHORT);
    private static final LeasedOperation<String> SHIP = Operation.leased("ship", Codec.text())
            .with(SHORT)
            .with(new LeasePolicy(Duration.ofSeconds(60), Duration.ofSeconds(20), Doubt.RUN_AGAIN));

    private static Stream<Arguments> everywhere() {
        return Stream.of(Engine.MARIADB, Engine.H2)
                .flatMap(engine -> Stream.of(
                                Connection.TRANSACTION_READ_COMMITTED,
                                Connection.TRANSACTION_REPEATABLE_READ,
                                Connection.TRANSACTION_SERIALIZABLE)
                        .map(isolation -> Arguments.of(engine, isolation)));
    }

    private static Wire wire(Sandbox database, int isolation) {
        return new Wire(Tap.dataSource(
                () -> {
                    Connection connection = database.dataSource().getConnection();
                    connection.setTransactionIsolation(isolation);
                    return connection;
                },
                (sent, trip) -> trip.go()));
    }

    private static Kind place(Onefold<Connection> onefold, String key) throws SQLException {
        return onefold.execute(PLACE, Business.call(key), connection -> Business.effect(connection, key, "work"))
                .kind();
    }

    private static long effects(Sandbox database, String key) {
        return database.number("SELECT count(*) FROM effect WHERE name = '" + key + "'");
    }

    /** Look, claim, business, save; on H2 the claim is between two settings of the lock timeout. */
    @ParameterizedTest
    @MethodSource("everywhere")
    void roundTrips(Engine engine, int isolation) throws Exception {
        try (Sandbox database = engine.withEffects(SHORT)) {
            Wire wire = wire(database, isolation);
            try (Onefold<Connection> onefold = Onefold.on(JdbcStore.on(wire.dataSource()))) {
                wire.trips();
                assertThat(place(onefold, "key")).isEqualTo(Kind.APPLIED);
                assertThat(wire.trips()).hasSize(engine == Engine.MARIADB ? 4 : 6);
                assertThat(place(onefold, "key")).isEqualTo(Kind.REPLAYED);
                boolean locks = engine == Engine.MARIADB && isolation == Connection.TRANSACTION_SERIALIZABLE;
                assertThat(wire.trips()).hasSize(locks ? 3 : 1);
            }
        }
    }

    /** Look, claim and save are a statement each, for all; who finds one of them taken goes from one to the next. */
    @ParameterizedTest
    @ValueSource(ints = {Connection.TRANSACTION_READ_COMMITTED, Connection.TRANSACTION_REPEATABLE_READ})
    void batchOnMariaDb(int isolation) throws Exception {
        try (Sandbox database = Engine.MARIADB.withEffects(SHORT)) {
            Wire wire = wire(database, isolation);
            JdbcStore store = JdbcStore.on(wire.dataSource());
            List<RecordId> ids = ids(0, 10);
            wire.trips();
            try (Transaction<Connection> batch = store.open()) {
                assertThat(batch.claim(ids)).hasSize(10).hasOnlyElementsOfType(Claim.Granted.class);
                assertThat(wire.trips()).hasSize(2);
                assertThat(batch.save(
                                ids.stream().map(KeyedRecordsTest::finished).toList()))
                        .isTrue();
                assertThat(wire.trips()).hasSize(1);
                assertThat(batch.commit()).isEqualTo(new Commit.Done());
            }
            try (Transaction<Connection> other = store.open();
                    Transaction<Connection> batch = store.open()) {
                other.claim(ids(14, 15).get(0));
                List<RecordId> some = ids(8, 20);
                List<Claim> claims = batch.claim(some);
                for (RecordId id : some) {
                    Class<?> expected = ids.contains(id)
                            ? Claim.Seen.class
                            : ids(14, 15).contains(id) ? Claim.Busy.class : Claim.Granted.class;
                    assertThat(claims.get(some.indexOf(id))).isInstanceOf(expected);
                }
                // a claim that is lost is not saved over
                batch.resource().rollback();
                assertThat(batch.save(List.of(finished(some.get(0)), finished(some.get(1)))))
                        .isFalse();
            }
        }
    }

    private static List<RecordId> ids(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Business.call("batched-" + i).id())
                .sorted((one, other) -> Arrays.compareUnsigned(one.bytes(), other.bytes()))
                .toList();
    }

    private static NewRecord finished(RecordId id) {
        return new NewRecord(
                id,
                "place",
                Business.call("any").fingerprint(),
                Verdict.APPLIED,
                "",
                Codec.text().encode("done"),
                SHORT.answer(),
                SHORT.tombstone());
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void connectionKilledAtEachStatement(Engine engine, int isolation) throws Exception {
        try (Sandbox database = engine.withEffects(SHORT)) {
            Wire wire = wire(database, isolation);
            try (Onefold<Connection> onefold = Onefold.on(JdbcStore.on(wire.dataSource()))) {
                int broken = 0;
                for (boolean reached = true; reached; broken++) {
                    String key = "key-" + broken;
                    AtomicInteger left = new AtomicInteger(broken);
                    wire.breakNext(Fault.KILLED_BEFORE, sent -> left.getAndDecrement() == 0);
                    boolean answered = attempt(onefold, key);
                    reached = left.get() < 0;
                    wire.breakNext(Fault.KILLED_BEFORE, sent -> false);
                    assertThat(answered).as("killed at %s", broken).isEqualTo(!reached);
                    assertThat(effects(database, key)).isEqualTo(reached ? 0 : 1);
                    assertThat(place(onefold, key)).isEqualTo(reached ? Kind.APPLIED : Kind.REPLAYED);
                }
                assertThat(broken).isEqualTo((engine == Engine.MARIADB ? 5 : 7) + 1);
            }
        }
    }

    private static boolean attempt(Onefold<Connection> onefold, String key) throws SQLException {
        try {
            return place(onefold, key) == Kind.APPLIED;
        } catch (StoreUnavailableException e) {
            return false;
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isEqualTo("08006");
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void joinedClaimThatCameToNothingLeavesNoRow(Engine engine, int isolation) throws Exception {
        try (Sandbox database = engine.withEffects(SHORT);
                Connection connection = database.dataSource().getConnection()) {
            JdbcStore store = JdbcStore.on(database.dataSource());
            connection.setTransactionIsolation(isolation);
            connection.setAutoCommit(false);
            try (Onefold<Connection> onefold = Onefold.on(store)) {
                assertThatThrownBy(() -> onefold.within(store.within(connection))
                                .execute(PLACE, Business.call("key"), same -> {
                                    Business.effect(same, "key", "work");
                                    throw new IllegalStateException("broken");
                                }))
                        .hasMessage("broken");
                connection.commit();
                assertThat(database.number("SELECT count(*) FROM onefold_record"))
                        .isZero();
                assertThat(place(onefold, "key")).isEqualTo(Kind.APPLIED);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void guardKeepsTheClaimUntilItsTransactionEndsAndLetsRenewalsPass(Engine engine, int isolation) throws Exception {
        try (Sandbox database = engine.withEffects(SHORT);
                Connection business = database.dataSource().getConnection()) {
            JdbcStore store = JdbcStore.on(database.dataSource());
            Onefold<Connection> one = leased(store);
            Onefold<Connection> other = leased(JdbcStore.on(database.dataSource()));
            LeasedRun<String> owner = one.start(SHIP, Business.call("key"));
            Attempt attempt = owner.attempt();
            business.setTransactionIsolation(isolation);
            business.setAutoCommit(false);
            JdbcStore.guard(business, attempt);
            assertThat(store.renew(new Lease(attempt.id(), attempt.owner(), attempt.fence()), Duration.ofSeconds(60)))
                    .isTrue();
            database.advance(Duration.ofSeconds(61));
            assertThat(other.execute(SHIP, Business.call("key"), again -> "heir")
                            .kind())
                    .isEqualTo(Kind.IN_PROGRESS);
            Business.effect(business, "key", "owner");
            business.commit();
            assertThat(other.execute(SHIP, Business.call("key"), again -> "heir"))
                    .isEqualTo(new Outcome.Applied<>("heir"));
            assertThatThrownBy(() -> JdbcStore.guard(business, attempt)).isInstanceOf(LeaseLostException.class);
            business.rollback();
            one.close();
            other.close();
        }
    }

    private static Onefold<Connection> leased(JdbcStore store) {
        return Onefold.<Connection>builder()
                .leased(store)
                .time(ManualTime.jumping())
                .build();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "POSTGRESQL")
    void whatIsExpiredIsEmptiedAndThenForgotten(Engine engine) throws Exception {
        try (Sandbox database = engine.withEffects(SHORT)) {
            JdbcStore store = JdbcStore.on(database.dataSource());
            try (Onefold<Connection> onefold = Onefold.on(store)) {
                for (String key : List.of("a", "b", "c")) {
                    place(onefold, key);
                }
                assertThat(store.maintain()).isZero();
                database.advance(Duration.ofHours(2));
                assertThat(store.maintain()).isEqualTo(3);
                assertThat(place(onefold, "a")).isEqualTo(Kind.EXPIRED);
                assertThat(database.number("SELECT count(*) FROM onefold_record WHERE content IS NULL"))
                        .isEqualTo(3);
                database.advance(Duration.ofHours(5));
                assertThat(place(onefold, "a"))
                        .as("not yet forgotten, and over")
                        .isEqualTo(Kind.APPLIED);
                assertThat(store.maintain()).isEqualTo(2);
                assertThat(database.number("SELECT count(*) FROM onefold_record"))
                        .isEqualTo(1);
            }
        }
    }

    /** A deadlock rolls the caller's transaction back, whatever the work makes of it: nothing is said to have happened. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "POSTGRESQL")
    void transactionThatIsGoneSavesNothing(Engine engine) throws Exception {
        try (Sandbox database = engine.withEffects(SHORT);
                Connection connection = database.dataSource().getConnection()) {
            JdbcStore store = JdbcStore.on(database.dataSource());
            connection.setAutoCommit(false);
            try (Onefold<Connection> onefold = Onefold.on(store)) {
                assertThatThrownBy(() -> onefold.within(store.within(connection))
                                .execute(PLACE, Business.call("key"), same -> {
                                    Business.effect(same, "key", "work");
                                    same.rollback();
                                    return "swallowed";
                                }))
                        .isInstanceOf(StoreUnavailableException.class);
                connection.rollback();
                assertThat(effects(database, "key")).isZero();
                assertThat(place(onefold, "key")).isEqualTo(Kind.APPLIED);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void rejectionIsSavedInATransactionOfItsOwn(Engine engine, int isolation) throws Exception {
        try (Sandbox database = engine.withEffects(SHORT);
                Onefold<Connection> onefold =
                        Onefold.on(JdbcStore.on(wire(database, isolation).dataSource()))) {
            for (int i = 0; i < 2; i++) {
                assertThat(onefold.execute(PLACE, Business.call("key"), connection -> {
                                    Business.effect(connection, "key", "work");
                                    throw new RejectedException(Rejection.of("short", "none left"));
                                })
                                .kind())
                        .isEqualTo(Kind.REJECTED);
            }
            assertThat(effects(database, "key")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "POSTGRESQL")
    void missingTablesAreNamedWithWhatToDo(Engine engine) {
        try (Sandbox database = engine.empty()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> JdbcStore.on(database.dataSource()))
                    .withMessageContaining("There is no table onefold_")
                    .withMessageContaining("V1__onefold.sql")
                    .withMessageContaining("JdbcSchema.initialize");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TABLE onefold_record", "TABLE onefold_lease", "SEQUENCE onefold_fence", "now"})
    void anyMissingPartIsNamed(String part) {
        for (Engine engine : List.of(Engine.MARIADB, Engine.H2)) {
            try (Sandbox database = engine.create()) {
                String dropped =
                        part.equals("now") ? (engine == Engine.H2 ? "ALIAS" : "FUNCTION") + " onefold_now" : part;
                database.execute("DROP " + dropped);
                assertThatIllegalStateException()
                        .isThrownBy(() -> JdbcStore.on(database.dataSource()))
                        .withMessageContaining(dropped.substring(dropped.indexOf(' ') + 1))
                        .withMessageContaining("/V1__onefold.sql");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "POSTGRESQL")
    void otherVersionAndMissingColumnAreRefused(Engine engine) {
        try (Sandbox database = engine.create()) {
            database.execute("UPDATE onefold_schema SET version = 2");
            assertThatIllegalStateException()
                    .isThrownBy(() -> JdbcStore.on(database.dataSource()))
                    .withMessageContaining("version 1");
            database.execute("ALTER TABLE onefold_record DROP COLUMN take_over");
            assertThatIllegalStateException()
                    .isThrownBy(() -> JdbcStore.on(database.dataSource()))
                    .withMessageContaining("take_over");
        }
    }
}
