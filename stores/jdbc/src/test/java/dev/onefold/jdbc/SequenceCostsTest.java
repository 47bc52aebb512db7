package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Codec;
import dev.onefold.Fingerprint;
import dev.onefold.Outcome.Kind;
import dev.onefold.Scope;
import dev.onefold.jdbc.Engine.Sandbox;
import dev.onefold.sequence.Feed;
import dev.onefold.sequence.Feed.Mode;
import dev.onefold.sequence.Message;
import dev.onefold.sequence.Position;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a number costs on PostgreSQL, in round trips, locks and rows, beside its work. */
class SequenceCostsTest {

    private static final Scope SOURCE = new Scope("tenant", "provider");

    private final Sandbox sandbox = Engine.POSTGRESQL.create();
    private final Wire wire = new Wire(sandbox.dataSource());
    private final JdbcSequences sequences = JdbcSequences.on(sandbox.dataSource());
    private Connection connection;

    @BeforeEach
    void begin() throws SQLException {
        connection = wire.dataSource().getConnection();
        connection.setAutoCommit(false);
    }

    @AfterEach
    void end() throws SQLException {
        connection.close();
        sandbox.close();
    }

    private int trips(Feed<String> feed, long number, Kind expected) {
        wire.trips();
        Message message = new Message(SOURCE, 0, number, Fingerprint.ofText("content"));
        assertThat(sequences.accept(connection, feed, message, same -> "done").kind())
                .isEqualTo(expected);
        return wire.trips().size();
    }

    @ParameterizedTest
    @EnumSource
    void a_number_costs_three_round_trips_and_a_repeat_one(Mode mode) throws SQLException {
        Feed<String> feed = new Feed<>("feed", mode, Codec.text(), 1, 10);
        assertThat(trips(feed, 1, Kind.APPLIED)).as("the first of a source").isEqualTo(4);
        assertThat(trips(feed, 2, Kind.APPLIED)).isEqualTo(3);
        assertThat(trips(feed, 3, Kind.APPLIED)).isEqualTo(3);
        assertThat(trips(feed, 3, Kind.REPLAYED)).isEqualTo(1);
        assertThat(trips(feed, 1, Kind.EXPIRED)).isEqualTo(1);
        assertThat(trips(feed, 9, mode == Mode.GAPLESS ? Kind.REJECTED : Kind.APPLIED))
                .isEqualTo(mode == Mode.GAPLESS ? 1 : 3);
        connection.commit();
    }

    @Test
    void a_number_that_closes_a_gap_costs_one_more() throws SQLException {
        Feed<String> feed = Feed.unique("feed", Codec.text());
        trips(feed, 2, Kind.APPLIED);
        assertThat(trips(feed, 1, Kind.APPLIED)).isEqualTo(4);
        connection.commit();
    }

    @Test
    void a_repeat_takes_no_lock_and_writes_nothing() throws SQLException {
        Feed<String> feed = Feed.unique("feed", Codec.text());
        trips(feed, 1, Kind.APPLIED);
        connection.commit();
        trips(feed, 1, Kind.REPLAYED);
        assertThat(Database.text(connection, "SELECT pg_current_xact_id_if_assigned()"))
                .isEqualTo("null");
        assertThat(Database.text(
                        connection,
                        "SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory'"))
                .isEqualTo("0");
        connection.commit();
    }

    @Test
    void different_numbers_of_a_source_are_settled_side_by_side() throws SQLException {
        Feed<String> feed = Feed.unique("feed", Codec.text());
        trips(feed, 1, Kind.APPLIED);
        connection.commit();
        trips(feed, 2, Kind.APPLIED);
        try (Connection other = sandbox.dataSource().getConnection()) {
            other.setAutoCommit(false);
            for (long number : List.of(3L, 4L, 5L)) {
                Message message = new Message(SOURCE, 0, number, Fingerprint.ofText("content"));
                assertThat(sequences
                                .accept(other, feed, message, same -> "done")
                                .kind())
                        .isEqualTo(Kind.APPLIED);
            }
            other.commit();
        }
        connection.commit();
        trips(feed, 6, Kind.APPLIED);
        assertThat(sequences.position(connection, feed, SOURCE)).contains(new Position(0, 6));
        connection.commit();
    }

    @Test
    void the_mark_is_never_waited_for_whatever_the_isolation_of_those_at_work() throws SQLException {
        Feed<String> feed = Feed.unique("feed", Codec.text());
        trips(feed, 1, Kind.APPLIED);
        connection.commit();
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        trips(feed, 2, Kind.APPLIED);
        try (Connection other = sandbox.dataSource().getConnection()) {
            other.setAutoCommit(false);
            // who waited for longer would be told that another is at work
            Database.text(other, "SELECT set_config('lock_timeout', '1s', false)");
            Message message = new Message(SOURCE, 0, 3, Fingerprint.ofText("content"));
            assertThat(sequences.accept(other, feed, message, same -> "done").kind())
                    .isEqualTo(Kind.APPLIED);
            other.commit();
        }
        connection.commit();
        trips(feed, 4, Kind.APPLIED);
        assertThat(sequences.position(connection, feed, SOURCE)).contains(new Position(0, 4));
        connection.commit();
    }

    @Test
    void answers_are_deleted_together_and_none_is_given_past_its_time() throws SQLException {
        Feed<String> feed = Feed.unique("feed", Codec.text()).answers(80);
        for (long number = 1; number <= 89; number++) {
            trips(feed, number, Kind.APPLIED);
        }
        trips(feed, 9, Kind.EXPIRED);
        trips(feed, 10, Kind.REPLAYED);
        connection.commit();
        assertThat(sandbox.number("SELECT count(*) FROM onefold_sequence")).isEqualTo(89);
        trips(feed, 90, Kind.APPLIED);
        connection.commit();
        assertThat(sandbox.number("SELECT count(*) FROM onefold_sequence")).isEqualTo(80);
    }

    @Test
    void a_million_numbers_in_order_are_one_row() throws SQLException {
        Feed<String> feed = Feed.gapless("import", Codec.text()).answers(0);
        for (long from : List.of(1L, 500_001L, 999_001L)) {
            if (from > 1) {
                // what has been sent meanwhile, told by the operator of a source that was moved here
                sequences.skip(connection, feed, SOURCE, 0, from - 1);
            }
            for (long number = from; number < from + 1_000; number++) {
                trips(feed, number, Kind.APPLIED);
            }
            connection.commit();
        }
        assertThat(sequences.position(connection, feed, SOURCE)).contains(new Position(0, 1_000_000));
        assertThat(sandbox.number("SELECT count(*) FROM onefold_source")).isEqualTo(1);
        assertThat(sandbox.number("SELECT count(*) FROM onefold_sequence")).isZero();
    }

    @Test
    void outside_of_a_transaction_there_is_nothing_to_guard() throws SQLException {
        connection.setAutoCommit(true);
        assertThatThrownBy(() -> trips(Feed.unique("feed", Codec.text()), 1, Kind.APPLIED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("auto-commit");
    }

    @Test
    void missing_tables_are_told_at_creation() {
        try (Sandbox empty = Engine.POSTGRESQL.empty()) {
            assertThatThrownBy(() -> JdbcSequences.on(empty.dataSource()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("V8__sequence.sql");
        }
    }
}
