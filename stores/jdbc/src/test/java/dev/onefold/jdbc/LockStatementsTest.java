package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Outcome;
import dev.onefold.lock.LockName;
import dev.onefold.lock.LockStore.Acquired.Granted;
import dev.onefold.lock.LockStore.Acquired.Held;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What locks and fenced writes cost, and what is refused at the start. */
class LockStatementsTest {

    private static final LockName NAME = new LockName("sale:1");
    private static final Duration LEASE = Duration.ofSeconds(60);

    @ParameterizedTest
    @CsvSource({"POSTGRESQL, 1, 1", "MARIADB, 1, 1", "H2, 4, 2"})
    void each_step_is_one_statement(Engine engine, int first, int next) {
        try (Engine.Sandbox sandbox = engine.create()) {
            Wire wire = new Wire(sandbox.dataSource());
            JdbcLocks locks = JdbcLocks.on(wire.dataSource());
            wire.trips();

            assertThat(locks.acquire(NAME, "owner", LEASE, () -> {})).isEqualTo(new Granted(1, LEASE));
            assertThat(wire.trips()).hasSize(first);
            assertThat(locks.acquire(NAME, "other", LEASE, () -> {})).isInstanceOf(Held.class);
            assertThat(wire.trips()).hasSize(next);
            assertThat(locks.renew(NAME, "owner", LEASE)).isTrue();
            assertThat(wire.trips()).hasSize(1);
            assertThat(locks.release(NAME, "owner")).isTrue();
            assertThat(wire.trips()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"POSTGRESQL, 3, 2", "MARIADB, 2, 1", "H2, 2, 1"})
    void a_fenced_write_is_a_locking_read_and_an_update_and_a_savepoint_on_postgresql(
            Engine engine, int applied, int stale) throws SQLException {
        try (Engine.Sandbox sandbox = engine.create()) {
            sandbox.execute("CREATE TABLE sale (id bigint PRIMARY KEY, fence bigint)");
            sandbox.execute("INSERT INTO sale (id) VALUES (1)");
            Wire wire = new Wire(sandbox.dataSource());
            JdbcFencedWrites writes = JdbcFencedWrites.on(wire.dataSource(), "sale", "fence", "id");
            try (Connection transaction = wire.dataSource().getConnection()) {
                transaction.setAutoCommit(false);
                wire.trips();

                assertThat(writes.claim(transaction, 2, 1L)).isEqualTo(new Outcome.Applied<>(0L));
                assertThat(wire.trips()).hasSize(applied);
                assertThat(writes.claim(transaction, 1, 1L)).isInstanceOf(Outcome.Stale.class);
                assertThat(wire.trips()).hasSize(stale);
                transaction.commit();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void a_fence_is_seeded_above_what_was_written_and_never_lowered(Engine engine) {
        try (Engine.Sandbox sandbox = engine.create()) {
            JdbcLocks locks = JdbcLocks.on(sandbox.dataSource());
            locks.seedFence(NAME, 41);
            locks.seedFence(NAME, 7);

            assertThat(locks.acquire(NAME, "owner", LEASE, () -> {})).isEqualTo(new Granted(42, LEASE));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void a_fenced_write_by_columns_that_name_several_rows_is_refused_at_the_start(Engine engine) {
        try (Engine.Sandbox sandbox = engine.create()) {
            sandbox.execute("CREATE TABLE sale (id bigint PRIMARY KEY, code varchar(9), fence bigint)");
            sandbox.execute("CREATE INDEX sale_by_code ON sale (code)");
            assertThatThrownBy(() -> JdbcFencedWrites.on(sandbox.dataSource(), "sale", "fence", "code"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no primary key or unique index on exactly [code]");
            assertThatThrownBy(() -> JdbcFencedWrites.on(sandbox.dataSource(), "sale", "fence", "id", "code"))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> JdbcFencedWrites.on(sandbox.dataSource(), "sale", "fences", "id"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no column fences");
            sandbox.execute("DROP INDEX sale_by_code" + (engine == Engine.MARIADB ? " ON sale" : ""));
            sandbox.execute("CREATE UNIQUE INDEX sale_of_code ON sale (code)");
            JdbcFencedWrites.on(sandbox.dataSource(), "sale", "fence", "code");
        }
    }

    @Test
    void what_is_missing_is_said_at_the_start() {
        try (Engine.Sandbox empty = Engine.H2.empty()) {
            assertThatThrownBy(() -> JdbcLocks.on(empty.dataSource()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("onefold_lock")
                    .hasMessageContaining("h2/V5__lock.sql");
            assertThatThrownBy(() -> JdbcFencedWrites.on(empty.dataSource(), "sale", "fence", "id"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("sale");
            assertThatThrownBy(() -> JdbcFencedWrites.on(empty.dataSource(), "sale; DROP TABLE x", "fence", "id"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> JdbcFencedWrites.on(empty.dataSource(), "sale", "fence"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
