package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Codec;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Kind;
import dev.onefold.RejectedException;
import dev.onefold.Rejection;
import dev.onefold.StoreUnavailableException;
import dev.onefold.TransactionalOperation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose transaction it is, how it ends, and that nothing stays behind. */
class TransactionsTest {

    private static final TransactionalOperation<String> PLACE = Operation.transactional("place", Codec.text());

    private static Database database;
    private static JdbcStore store;
    private static Onefold<Connection> onefold;

    private String key = "";

    @BeforeAll
    static void open() {
        database = Database.create();
        database.execute("CREATE TABLE account (id int PRIMARY KEY, pence bigint NOT NULL)");
        database.execute("CREATE TABLE entry (key text, account int REFERENCES account DEFERRABLE INITIALLY DEFERRED)");
        database.execute("INSERT INTO account VALUES (1, 100)");
        store = JdbcStore.on(database.pool(4));
        onefold = Onefold.on(store);
    }

    @AfterAll
    static void close() {
        onefold.close();
        database.close();
    }

    @BeforeEach
    void nameKey(TestInfo test) {
        key = test.getTestMethod().orElseThrow().getName()
                + test.getDisplayName().replaceAll("\\W+", "-");
    }

    @AfterEach
    void nothingIsLocked() {
        assertThat(database.advisoryLocks()).isZero();
    }

    private String effect(Connection connection) throws SQLException {
        return Business.effect(connection, key, "work");
    }

    private Kind place() throws SQLException {
        return onefold.execute(PLACE, Business.call(key), this::effect).kind();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Outcome<String> within(Connection connection) throws SQLException {
        return onefold.within(store.within(connection)).execute(PLACE, Business.call(key), this::effect);
    }

    @ParameterizedTest
    @ValueSource(strings = {"read committed", "repeatable read", "serializable"})
    void connectionWithAutoCommitIsBegunAndCommitted(String isolation) throws Exception {
        try (Connection connection = database.plain(isolation).getConnection()) {
            assertThat(within(connection).kind()).isEqualTo(Kind.APPLIED);
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(database.effects(key)).isEqualTo(1);
            assertThat(within(connection).kind()).isEqualTo(Kind.REPLAYED);
            assertThat(connection.getAutoCommit()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"read committed", "repeatable read", "serializable"})
    void openTransactionIsJoined(String isolation) throws Exception {
        try (Connection connection = database.plain(isolation).getConnection()) {
            connection.setAutoCommit(false);
            Database.text(connection, "SELECT 1");
            assertThat(within(connection).kind()).isEqualTo(Kind.APPLIED);
            assertThat(within(connection).kind())
                    .as("seen in the same transaction")
                    .isEqualTo(Kind.REPLAYED);
            assertThat(database.effects(key)).isZero();
            assertThat(place()).isEqualTo(Kind.IN_PROGRESS);
            connection.commit();
        }
        assertThat(database.effects(key)).isEqualTo(1);
        assertThat(place()).isEqualTo(Kind.REPLAYED);
    }

    @Test
    void callersRollbackTakesTheRecordWithIt() throws Exception {
        try (Connection connection = database.plain().getConnection()) {
            connection.setAutoCommit(false);
            assertThat(within(connection).kind()).isEqualTo(Kind.APPLIED);
            connection.rollback();
        }
        assertThat(database.effects(key)).isZero();
        assertThat(place()).isEqualTo(Kind.APPLIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"read committed", "repeatable read", "serializable"})
    void failedStatementInJoinedWorkLeavesTheTransactionUsable(String isolation) throws Exception {
        try (Connection connection = database.plain(isolation).getConnection()) {
            connection.setAutoCommit(false);
            Business.effect(connection, key + "-before", "caller");
            assertThatThrownBy(() -> onefold.within(store.within(connection))
                            .execute(PLACE, Business.call(key), same -> {
                                effect(same);
                                execute(same, "INSERT INTO account VALUES (1, 0)");
                                return "never";
                            }))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23505"));
            Business.effect(connection, key + "-after", "caller");
            connection.commit();
        }
        assertThat(database.effects(key + "-before")).isEqualTo(1);
        assertThat(database.effects(key + "-after")).isEqualTo(1);
        assertThat(database.effects(key)).isZero();
        assertThat(place()).isEqualTo(Kind.APPLIED);
    }

    @Test
    void rejectionInAJoinedTransactionUndoesTheWorkAndCommitsWithTheCaller() throws Exception {
        try (Connection connection = database.plain().getConnection()) {
            connection.setAutoCommit(false);
            Outcome<String> outcome = onefold.within(store.within(connection))
                    .execute(PLACE, Business.call(key), same -> {
                        effect(same);
                        throw new RejectedException(Rejection.of("short", "none left"));
                    });
            assertThat(outcome.kind()).isEqualTo(Kind.REJECTED);
            connection.commit();
        }
        assertThat(database.effects(key)).isZero();
        assertThat(place()).isEqualTo(Kind.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"read committed", "repeatable read", "serializable"})
    void deferredConstraintFailsTheCommitAndNothingRemains(String isolation) throws Exception {
        try (Onefold<Connection> engine = Onefold.on(JdbcStore.on(database.plain(isolation)))) {
            assertThatThrownBy(() -> engine.execute(PLACE, Business.call(key), connection -> {
                        execute(connection, "INSERT INTO entry VALUES ('" + key + "', 404)");
                        return effect(connection);
                    }))
                    .hasRootCauseInstanceOf(SQLException.class)
                    .rootCause()
                    .hasMessageContaining("foreign key");
        }
        assertThat(database.effects(key)).isZero();
        assertThat(place()).isEqualTo(Kind.APPLIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"repeatable read", "serializable"})
    void serializationFailureInOwnTransactionIsRunAgain(String isolation) throws Exception {
        AtomicInteger runs = new AtomicInteger();
        try (Onefold<Connection> engine = Onefold.on(JdbcStore.on(database.plain(isolation)))) {
            Outcome<String> outcome = engine.execute(PLACE, Business.call(key), connection -> {
                overtaken(connection, runs.incrementAndGet() == 1);
                return effect(connection);
            });
            assertThat(outcome.kind()).isEqualTo(Kind.APPLIED);
        }
        assertThat(runs).hasValue(2);
        assertThat(database.effects(key)).isEqualTo(1);
    }

    @Test
    void serializationFailureInTheCallersTransactionIsTheCallers() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        try (Connection connection = database.plain("repeatable read").getConnection()) {
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> onefold.within(store.within(connection))
                            .execute(PLACE, Business.call(key), same -> {
                                runs.incrementAndGet();
                                overtaken(same, true);
                                return effect(same);
                            }))
                    .isInstanceOf(StoreUnavailableException.class)
                    .satisfies(failure -> assertThat(Sql.isTransient(failure)).isTrue());
            connection.rollback();
        }
        assertThat(runs).hasValue(1);
        assertThat(place()).isEqualTo(Kind.APPLIED);
    }

    /** Fails as somebody else changes the row between this transaction's snapshot and its own change. */
    private static void overtaken(Connection connection, boolean now) throws SQLException {
        Database.text(connection, "SELECT pence FROM account WHERE id = 1");
        if (now) {
            database.execute("UPDATE account SET pence = pence + 1 WHERE id = 1");
        }
        execute(connection, "UPDATE account SET pence = pence - 1 WHERE id = 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"read committed", "repeatable read", "serializable"})
    void whatTheWorkThrowsIsThrownAndTheKeyIsFree(String isolation) throws Exception {
        try (Onefold<Connection> engine = Onefold.on(JdbcStore.on(database.pool(1, pool -> {
            pool.setDataSource(database.plain(isolation));
        })))) {
            assertThatThrownBy(() -> engine.execute(PLACE, Business.call(key), connection -> {
                        effect(connection);
                        throw new IllegalArgumentException("broken");
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("broken");
            assertThat(database.advisoryLocks()).isZero();
            assertThat(database.effects(key)).isZero();
            assertThat(engine.execute(PLACE, Business.call(key), this::effect).kind())
                    .isEqualTo(Kind.APPLIED);
        }
    }
}
