package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.Kind;
import dev.onefold.Outcome.Rejected;
import dev.onefold.Outcome.Replayed;
import dev.onefold.Rejection;
import dev.onefold.jdbc.Engine.Sandbox;
import dev.onefold.row.Columns;
import dev.onefold.row.Deletable;
import dev.onefold.row.Deleted;
import dev.onefold.row.UniqueKey;
import dev.onefold.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What unique inserts, constraints and deletions refuse to be made for, what they cost, and what a database adds. */
class IdentitiesTest {

    private static final UniqueKey OWNED = UniqueKey.of("purse", "owner", "currency");

    private static Sandbox purses(Engine engine) {
        Sandbox sandbox = engine.create();
        String point = engine == Engine.MARIADB ? "datetime(6)" : "timestamp(6) with time zone";
        sandbox.execute("CREATE TABLE bank (id bigint PRIMARY KEY)");
        sandbox.execute(
                "CREATE TABLE purse (id bigint PRIMARY KEY, owner varchar(20) NOT NULL, currency varchar(3) NOT NULL,"
                        + " nickname varchar(20), bank bigint, cents bigint DEFAULT 0 NOT NULL, made_at " + point + ","
                        + " CONSTRAINT one_purse UNIQUE (owner, currency), CONSTRAINT one_nickname UNIQUE (nickname),"
                        + " CONSTRAINT never_in_debt CHECK (cents >= 0),"
                        + " CONSTRAINT of_a_bank FOREIGN KEY (bank) REFERENCES bank (id))");
        return sandbox;
    }

    private static Columns purse(long id, String owner) {
        return Columns.of("id", id).and("owner", owner).and("currency", "GBP");
    }

    private interface Use<R> {
        R of(Connection transaction) throws SQLException;
    }

    private static <R> R committing(Sandbox sandbox, Use<R> use) throws SQLException {
        try (Connection connection = sandbox.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            R result = use.of(connection);
            connection.commit();
            return result;
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void a_unique_key_is_one_of_the_catalogue_and_nothing_else(Engine engine) {
        Sandbox sandbox = purses(engine);
        assertThatIllegalStateException()
                .isThrownBy(() -> JdbcUniqueInserts.on(sandbox.dataSource(), UniqueKey.of("purse", "owner")))
                .withMessageContaining("no primary key or unique index on exactly [owner]");
        assertThatIllegalStateException()
                .isThrownBy(() -> JdbcUniqueInserts.on(sandbox.dataSource(), UniqueKey.of("purse", "nickname")))
                .withMessageContaining("may be null");
        assertThatIllegalStateException()
                .isThrownBy(() -> JdbcUniqueInserts.on(sandbox.dataSource(), OWNED.createdAt("cents")))
                .withMessageContaining("point in time");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JdbcUniqueInserts.on(sandbox.dataSource(), OWNED.comparing("colour")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JdbcUniqueInserts.on(sandbox.dataSource(), UniqueKey.of("purse; --", "owner")));
        assertThatIllegalStateException()
                .isThrownBy(() -> JdbcDeletions.on(
                        sandbox.dataSource(), Deletable.of("purse", "nickname").incarnation("id")))
                .withMessageContaining("may be null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Deletable.of("purse", "owner").incarnation());
        Sandbox without = engine.empty();
        without.execute("CREATE TABLE purse (id bigint PRIMARY KEY)");
        assertThatIllegalStateException()
                .isThrownBy(() -> JdbcDeletions.on(
                        without.dataSource(), Deletable.of("purse", "id").incarnation("id")))
                .withMessageContaining("onefold_deletion")
                .withMessageContaining("JdbcSchema.initialize");
    }

    @Test
    void an_index_that_guards_only_some_rows_or_only_later_is_refused_with_the_reason() {
        Sandbox sandbox = purses(Engine.POSTGRESQL);
        sandbox.execute("ALTER TABLE purse DROP CONSTRAINT one_purse");
        sandbox.execute("CREATE UNIQUE INDEX rich_purse ON purse (owner, currency) WHERE cents > 0");
        assertThatIllegalStateException()
                .isThrownBy(() -> JdbcUniqueInserts.on(sandbox.dataSource(), OWNED))
                .withMessageContaining("it is partial");
        sandbox.execute("DROP INDEX rich_purse");
        sandbox.execute("ALTER TABLE purse ADD UNIQUE (owner, currency) DEFERRABLE");
        assertThatIllegalStateException()
                .isThrownBy(() -> JdbcUniqueInserts.on(sandbox.dataSource(), OWNED))
                .withMessageContaining("it is deferrable");
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "H2"})
    void a_null_in_the_key_does_not_let_a_second_row_pass(Engine engine) throws SQLException {
        Sandbox sandbox = engine.create();
        sandbox.execute("CREATE TABLE seat (hall varchar(9) NOT NULL, place varchar(9), guest varchar(9),"
                + " UNIQUE NULLS NOT DISTINCT (hall, place))");
        JdbcUniqueInserts inserts = JdbcUniqueInserts.on(sandbox.dataSource(), UniqueKey.of("seat", "hall", "place"));
        Columns standing = Columns.of("hall", "A").and("place", null).and("guest", "Ann");
        assertThat(committing(sandbox, connection -> inserts.insert(connection, standing))
                        .kind())
                .isEqualTo(Kind.APPLIED);
        assertThat(committing(sandbox, connection -> inserts.insert(connection, standing))
                        .kind())
                .isEqualTo(Kind.REPLAYED);
        assertThat(sandbox.number("SELECT count(*) FROM seat")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void a_repeat_is_dated_by_the_column_that_says_when_the_row_was_made(Engine engine) throws SQLException {
        Sandbox sandbox = purses(engine);
        JdbcUniqueInserts inserts =
                JdbcUniqueInserts.on(sandbox.dataSource(), OWNED.comparing().createdAt("made_at"));
        Instant made = Instant.parse("2026-02-03T04:05:06.789Z");
        Columns row = purse(1, "Ann").and("made_at", made);
        committing(sandbox, connection -> inserts.insert(connection, row));
        Outcome<Columns> repeat = committing(sandbox, connection -> inserts.insert(connection, row));
        assertThat(repeat)
                .isInstanceOfSatisfying(
                        Replayed.class,
                        replayed -> assertThat(replayed.firstAt()).isEqualTo(made));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void constraints_have_the_meaning_that_was_declared_and_the_transaction_goes_on(Engine engine) throws SQLException {
        Sandbox sandbox = purses(engine);
        JdbcConstraints constraints = JdbcConstraints.on(
                sandbox.dataSource(),
                Map.of(
                        "one_nickname", Rejection.of("nickname-taken", "taken"),
                        "never_in_debt", Rejection.of("no-credit", "no credit"),
                        "of_a_bank", Rejection.of("unknown-bank", "unknown")));
        JdbcUniqueInserts inserts =
                JdbcUniqueInserts.on(sandbox.dataSource(), OWNED).explainedBy(constraints);
        List<String> codes = committing(sandbox, connection -> {
            inserts.insert(connection, purse(1, "Ann").and("nickname", "A"));
            List<String> found = Stream.of(
                            purse(2, "Bob").and("nickname", "A"),
                            purse(3, "Cid").and("cents", -1L),
                            purse(4, "Dan").and("bank", 9L))
                    .map(row -> code(inserts.insert(connection, row)))
                    .toList();
            assertThat(code(constraints.guard(
                            connection,
                            same -> GuardedTable.update(same, "UPDATE purse SET cents = -5 WHERE id = ?", 1L))))
                    .isEqualTo("no-credit");
            assertThat(constraints.guard(
                            connection,
                            same -> GuardedTable.update(same, "UPDATE purse SET cents = 5 WHERE id = ?", 1L)))
                    .isEqualTo(new Applied<>(1));
            assertThatThrownBy(() -> inserts.insert(connection, purse(1, "Eve")))
                    .isInstanceOf(StoreException.class);
            inserts.insert(connection, purse(6, "Fay"));
            return found;
        });
        assertThat(codes).containsExactly("nickname-taken", "no-credit", "unknown-bank");
        assertThat(sandbox.column("SELECT owner FROM purse ORDER BY id")).containsExactly("Ann", "Fay");
        assertThat(sandbox.number("SELECT cents FROM purse WHERE id = 1")).isEqualTo(5);
    }

    private static String code(Outcome<?> outcome) {
        return outcome instanceof Rejected<?> no ? no.rejection().code() : outcome.toString();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void a_constraint_that_is_not_there_is_told_at_start(Engine engine) {
        Sandbox sandbox = purses(engine);
        assertThatIllegalStateException()
                .isThrownBy(() -> JdbcConstraints.on(
                        sandbox.dataSource(),
                        Map.of("one_nickname", Rejection.of("a", ""), "one_nik", Rejection.of("b", ""))))
                .withMessageContaining("[one_nik (in no table)]");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void deletions_are_forgotten_after_their_retention_and_purged_a_few_at_a_time(Engine engine) throws SQLException {
        Sandbox sandbox = purses(engine);
        JdbcDeletions deletions = JdbcDeletions.on(
                sandbox.dataSource(),
                Deletable.of("purse", "owner", "currency").incarnation("id").retention(Duration.ofDays(10)));
        for (long id = 1; id <= 3; id++) {
            sandbox.execute("INSERT INTO purse (id, owner, currency) VALUES (" + id + ", 'Ann', 'GBP')");
            assertThat(delete(sandbox, deletions, id).kind()).isEqualTo(Kind.APPLIED);
        }
        assertThat(deletions.purge(10)).isZero();
        sandbox.advance(Duration.ofDays(9));
        assertThat(delete(sandbox, deletions, 3).kind()).isEqualTo(Kind.REPLAYED);
        sandbox.advance(Duration.ofDays(2));
        assertThat(delete(sandbox, deletions, 3).kind()).isEqualTo(Kind.REJECTED);
        assertThat(deletions.purge(2)).isEqualTo(2);
        assertThat(deletions.purge(2)).isEqualTo(1);
        assertThat(sandbox.number("SELECT count(*) FROM onefold_deletion")).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> deletions.purge(0));
        assertThatIllegalArgumentException().isThrownBy(() -> deletions.purge(10_001));
    }

    private static Outcome<Deleted> delete(Sandbox sandbox, JdbcDeletions deletions, long id) throws SQLException {
        return committing(
                sandbox,
                connection -> deletions.delete(
                        connection,
                        Columns.of("owner", "Ann").and("currency", "GBP"),
                        Columns.of("id", id),
                        "request"));
    }

    @Test
    void on_postgresql_each_call_is_one_round_trip_of_six_statements() throws SQLException {
        Sandbox sandbox = purses(Engine.POSTGRESQL);
        JdbcUniqueInserts inserts = JdbcUniqueInserts.on(sandbox.dataSource(), OWNED);
        JdbcDeletions deletions = deletions(sandbox);
        Wire wire = new Wire(sandbox.dataSource());
        try (Connection connection = wire.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            for (Kind kind : List.of(Kind.APPLIED, Kind.REPLAYED)) {
                assertThat(inserts.insert(connection, purse(1, "Ann")).kind()).isEqualTo(kind);
                assertOneTripOfSix(wire);
            }
            for (Kind kind : List.of(Kind.APPLIED, Kind.REPLAYED)) {
                assertThat(delete(connection, deletions).kind()).isEqualTo(kind);
                assertOneTripOfSix(wire);
            }
        }
    }

    private static void assertOneTripOfSix(Wire wire) {
        List<String> trips = wire.trips();
        assertThat(trips).hasSize(1);
        assertThat(trips.get(0).split(";\n", -1)).hasSize(6);
    }

    @Test
    void on_postgresql_a_repeat_writes_nothing() throws SQLException {
        Sandbox sandbox = purses(Engine.POSTGRESQL);
        JdbcUniqueInserts inserts = JdbcUniqueInserts.on(sandbox.dataSource(), OWNED);
        JdbcDeletions deletions = deletions(sandbox);
        committing(sandbox, connection -> inserts.insert(connection, purse(1, "Ann")));
        String afterInsert = committing(sandbox, connection -> {
            inserts.insert(connection, purse(1, "Ann"));
            return numberOf(connection);
        });
        assertThat(afterInsert).as("a transaction that wrote has a number").isEqualTo("null");
        committing(sandbox, connection -> delete(connection, deletions));
        String afterDeletion = committing(sandbox, connection -> {
            delete(connection, deletions);
            return numberOf(connection);
        });
        assertThat(afterDeletion).isEqualTo("null");
    }

    @Test
    void on_mariadb_a_call_is_this_many_round_trips() throws SQLException {
        Sandbox sandbox = purses(Engine.MARIADB);
        JdbcUniqueInserts inserts = JdbcUniqueInserts.on(sandbox.dataSource(), OWNED);
        JdbcDeletions deletions = deletions(sandbox);
        Wire wire = new Wire(sandbox.dataSource());
        try (Connection connection = wire.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            inserts.insert(connection, purse(1, "Ann"));
            assertThat(wire.trips()).as("insert").hasSize(1);
            inserts.insert(connection, purse(1, "Ann"));
            assertThat(wire.trips()).as("insert, look").hasSize(2);
            delete(connection, deletions);
            assertThat(wire.trips())
                    .as("savepoint, delete, remember, look; the driver's release is not seen here")
                    .hasSize(4);
            delete(connection, deletions);
            assertThat(wire.trips()).as("savepoint, delete, look").hasSize(3);
        }
    }

    private static String numberOf(Connection connection) throws SQLException {
        return Database.text(connection, "SELECT pg_current_xact_id_if_assigned()");
    }

    private static JdbcDeletions deletions(Sandbox sandbox) {
        return JdbcDeletions.on(
                sandbox.dataSource(), Deletable.of("purse", "owner", "currency").incarnation("id"));
    }

    private static Outcome<Deleted> delete(Connection connection, JdbcDeletions deletions) {
        return deletions.delete(
                connection, Columns.of("owner", "Ann").and("currency", "GBP"), Columns.of("id", 1L), "request");
    }
}
