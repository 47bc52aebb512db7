package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.RecordId;
import dev.onefold.Scope;
import dev.onefold.jdbc.Engine.Sandbox;
import dev.onefold.row.Columns;
import dev.onefold.row.Deduction;
import dev.onefold.row.LockWait;
import dev.onefold.row.Quantity;
import dev.onefold.row.RowKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What guards refuse to be made for, what they cost, and what they do in the one deadlock that is left. */
class RowGuardsTest {

    private static final RowKey TEA = RowKey.of("tea");
    private static final RowKey MUG = RowKey.of("mug");

    private static Sandbox shelf(Engine engine) {
        Sandbox sandbox = engine.create();
        sandbox.execute(
                "CREATE TABLE shelf (code varchar(20) NOT NULL PRIMARY KEY, place integer NOT NULL, room integer,"
                        + " units bigint NOT NULL, version bigint, CONSTRAINT one_place UNIQUE (place, room))");
        sandbox.execute("INSERT INTO shelf VALUES ('mug', 1, 1, 10, 0), ('tea', 2, 1, 10, 0)");
        return sandbox;
    }

    private static Deduction deduction(String request, RowKey key) {
        return Deduction.of(RecordId.of(new Scope("", "shop"), request), key, 1);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void a_lock_is_made_for_a_unique_key_of_the_catalogue_and_for_nothing_else(Engine engine) {
        Sandbox sandbox = shelf(engine);

        assertThat(JdbcRowLocks.on(sandbox.dataSource(), "shelf", "code")).isNotNull();
        assertThat(JdbcRowLocks.on(sandbox.dataSource(), "shelf", "place", "room"))
                .isNotNull();
        assertThatIllegalStateException()
                .isThrownBy(() -> JdbcRowLocks.on(sandbox.dataSource(), "shelf", "units"))
                .withMessageContaining("no primary key or unique index on exactly [units]");
        assertThatIllegalStateException()
                .isThrownBy(() -> JdbcRowLocks.on(sandbox.dataSource(), "shelf", "place"))
                .withMessageContaining("no primary key or unique index");
        assertThatIllegalStateException()
                .isThrownBy(() -> JdbcRowLocks.on(sandbox.dataSource(), "shelves", "code"))
                .withMessageContaining("no table shelves");
        assertThatIllegalArgumentException().isThrownBy(() -> JdbcRowLocks.on(sandbox.dataSource(), "shelf", "colour"));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void the_other_guards_ask_for_a_unique_key_too(Engine engine) {
        Sandbox sandbox = shelf(engine);

        assertThatIllegalStateException()
                .isThrownBy(() -> JdbcDeductions.on(sandbox.dataSource(), Quantity.left("shelf", "units", "place")));
        assertThatIllegalStateException()
                .isThrownBy(() -> JdbcConditionalUpdates.on(sandbox.dataSource(), "shelf", "units", "place"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JdbcConditionalUpdates.on(sandbox.dataSource(), "shelf", "version", "code"))
                .withMessageContaining("may be null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JdbcDeductions.on(
                        sandbox.dataSource(), Quantity.left("shelf", "units", "code"), Duration.ofSeconds(61)));
        Sandbox without = engine.empty();
        without.execute("CREATE TABLE shelf (code varchar(20) PRIMARY KEY, units bigint NOT NULL)");
        assertThatIllegalStateException()
                .isThrownBy(() -> JdbcDeductions.on(without.dataSource(), Quantity.left("shelf", "units", "code")))
                .withMessageContaining("onefold_deduction")
                .withMessageContaining("JdbcSchema.initialize");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void keys_of_several_columns_and_numbers_of_any_size_find_their_row(Engine engine) throws Exception {
        Sandbox sandbox = shelf(engine);
        JdbcRowLocks locks = JdbcRowLocks.on(sandbox.dataSource(), "shelf", "place", "room");
        JdbcDeductions deductions =
                JdbcDeductions.on(sandbox.dataSource(), Quantity.left("shelf", "units", "place", "room"));
        try (Connection connection = sandbox.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            RowKey two = RowKey.of(2, 1L);
            assertThat(locks.lock(connection, List.of(two, RowKey.of(1, 1)), LockWait.noWait()))
                    .isEqualTo(new Applied<>(List.of(RowKey.of(1, 1), two)));
            assertThat(deductions.deduct(connection, deduction("one", two).and(RowKey.of(1, 1), 1)))
                    .isInstanceOf(Applied.class);
            connection.commit();
        }
        assertThat(sandbox.number("SELECT sum(units) FROM shelf")).isEqualTo(18);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void a_number_is_no_key_of_a_column_of_text(Engine engine) throws SQLException {
        Sandbox sandbox = shelf(engine);
        JdbcRowLocks locks = JdbcRowLocks.on(sandbox.dataSource(), "shelf", "code");
        try (Connection connection = sandbox.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> locks.lock(connection, RowKey.of(1), LockWait.noWait()))
                    .withMessageContaining("is text");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> locks.lock(connection, RowKey.of("tea", "mug"), LockWait.noWait()));
        }
    }

    @Test
    void on_postgresql_each_guard_costs_one_round_trip() throws SQLException {
        Sandbox sandbox = shelf(Engine.POSTGRESQL);
        sandbox.execute("ALTER TABLE shelf ALTER version SET NOT NULL");
        Wire wire = new Wire(sandbox.dataSource());
        JdbcRowLocks locks = JdbcRowLocks.on(sandbox.dataSource(), "shelf", "code");
        JdbcConditionalUpdates updates = JdbcConditionalUpdates.on(sandbox.dataSource(), "shelf", "version", "code");
        JdbcDeductions deductions = JdbcDeductions.on(sandbox.dataSource(), Quantity.left("shelf", "units", "code"));
        try (Connection connection = wire.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            for (LockWait wait :
                    List.of(LockWait.noWait(), LockWait.skipLocked(), LockWait.atMost(Duration.ofSeconds(1)))) {
                assertThat(locks.lock(connection, List.of(TEA, MUG), wait)).isInstanceOf(Applied.class);
                assertThat(wire.trips()).hasSize(1);
            }
            assertThat(updates.update(connection, TEA, 0, Columns.of("place", 7)))
                    .isEqualTo(new Applied<>(1L));
            assertThat(wire.trips()).hasSize(1);
            Deduction two = deduction("two lines", TEA).and(MUG, 1);
            assertThat(deductions.deduct(connection, two).kind()).isEqualTo(Outcome.Kind.APPLIED);
            assertThat(wire.trips()).hasSize(1);
            assertThat(deductions.deduct(connection, two).kind()).isEqualTo(Outcome.Kind.REPLAYED);
            assertThat(wire.trips()).hasSize(1);
            connection.commit();
        }
    }

    @Test
    void on_postgresql_a_guard_is_this_many_statements() throws SQLException {
        Sandbox sandbox = shelf(Engine.POSTGRESQL);
        sandbox.execute("ALTER TABLE shelf ALTER version SET NOT NULL");
        Wire wire = new Wire(sandbox.dataSource());
        JdbcRowLocks locks = JdbcRowLocks.on(sandbox.dataSource(), "shelf", "code");
        JdbcConditionalUpdates updates = JdbcConditionalUpdates.on(sandbox.dataSource(), "shelf", "version", "code");
        JdbcDeductions deductions = JdbcDeductions.on(sandbox.dataSource(), Quantity.left("shelf", "units", "code"));
        try (Connection connection = wire.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            locks.lock(connection, TEA, LockWait.noWait());
            assertThat(statements(wire)).isEqualTo(4 + 1);
            updates.update(connection, TEA, 0, Columns.of("place", 7));
            assertThat(statements(wire)).isEqualTo(4 + 2);
            deductions.deduct(connection, deduction("one line", TEA));
            assertThat(statements(wire)).isEqualTo(4 + 3);
            connection.commit();
        }
    }

    /** Savepoint, its release, and the bound of the wait, set and put back, are four of them. */
    private static long statements(Wire wire) {
        return wire.trips().stream()
                .flatMap(trip -> Stream.of(trip.split(";\n", -1)))
                .count();
    }

    @Test
    void on_mariadb_a_guard_is_this_many_round_trips() throws SQLException {
        Sandbox sandbox = shelf(Engine.MARIADB);
        sandbox.execute("ALTER TABLE shelf MODIFY version bigint NOT NULL");
        Wire wire = new Wire(sandbox.dataSource());
        JdbcDeductions deductions = JdbcDeductions.on(sandbox.dataSource(), Quantity.left("shelf", "units", "code"));
        try (Connection connection = wire.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            deductions.deduct(connection, deduction("one", TEA));
            // look, savepoint, take, see what is left, remember; the driver's release is not seen here
            assertThat(wire.trips()).hasSize(5);
            deductions.deduct(connection, deduction("one", TEA));
            assertThat(wire.trips()).hasSize(1);
            JdbcConditionalUpdates.on(sandbox.dataSource(), "shelf", "version", "code")
                    .update(connection, TEA, 0, Columns.of("place", 7));
            assertThat(wire.trips()).hasSize(2);
            JdbcRowLocks.on(sandbox.dataSource(), "shelf", "code")
                    .lock(connection, List.of(TEA, MUG), LockWait.atMost(Duration.ofSeconds(1)));
            assertThat(wire.trips()).hasSize(2);
            connection.commit();
        }
    }

    @Test
    void a_guard_leaves_the_callers_own_bound_of_waiting_as_it_was() throws SQLException {
        Sandbox sandbox = shelf(Engine.POSTGRESQL);
        JdbcRowLocks locks = JdbcRowLocks.on(sandbox.dataSource(), "shelf", "code");
        try (Connection connection = sandbox.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET lock_timeout = '7s'");
            locks.lock(connection, List.of(TEA, MUG), LockWait.atMost(Duration.ofSeconds(1)));
            try (var row = statement.executeQuery("SHOW lock_timeout")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("7s");
            }
        }
    }

    /** Two calls of one transaction each are in no order: who does that meets a deadlock, and one of the two runs again. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void opposite_orders_over_several_calls_end_in_a_new_transaction(Engine engine) throws Exception {
        Sandbox sandbox = shelf(engine);
        JdbcDeductions deductions = JdbcDeductions.on(
                sandbox.dataSource(), Quantity.left("shelf", "units", "code"), Duration.ofSeconds(30));
        CyclicBarrier both = new CyclicBarrier(2);
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(2);
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        for (List<RowKey> order : List.of(List.of(TEA, MUG), List.of(MUG, TEA))) {
            Thread thread = new Thread(() -> {
                AtomicInteger attempt = new AtomicInteger();
                try {
                    JdbcRetries.standard().attempts(5).run(() -> {
                        runs.incrementAndGet();
                        try (Connection connection = sandbox.dataSource().getConnection()) {
                            connection.setAutoCommit(false);
                            String request = "from " + order.get(0);
                            deductions.deduct(connection, deduction(request, order.get(0)));
                            if (attempt.incrementAndGet() == 1) {
                                both.await();
                            }
                            deductions.deduct(connection, deduction(request + " too", order.get(1)));
                            connection.commit();
                            return true;
                        }
                    });
                } catch (Throwable e) {
                    failures.add(e);
                } finally {
                    done.countDown();
                }
            });
            thread.start();
        }
        done.await();

        assertThat(failures).isEmpty();
        assertThat(runs.get()).isGreaterThan(2);
        assertThat(sandbox.column("SELECT units FROM shelf")).containsOnly("8");
        assertThat(sandbox.number("SELECT count(*) FROM onefold_deduction")).isEqualTo(4);
    }
}
