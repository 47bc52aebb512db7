package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The databases are what they say, and their clocks move. */
class EngineTest {

    @ParameterizedTest
    @EnumSource(Engine.class)
    void is_recognised_by_its_product(Engine engine) throws SQLException {
        try (Engine.Sandbox sandbox = engine.create();
                Connection connection = sandbox.dataSource().getConnection()) {
            assertThat(Dialect.of(connection).name()).isEqualTo(engine.name());
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void has_a_clock_that_moves(Engine engine) throws SQLException {
        try (Engine.Sandbox sandbox = engine.create()) {
            assertThat(Duration.between(Instant.now(), now(sandbox)).abs()).isLessThan(Duration.ofMinutes(1));

            sandbox.advance(Duration.ofDays(40));
            sandbox.advance(Duration.ofDays(2));

            assertThat(Duration.between(Instant.now(), now(sandbox)))
                    .isBetween(Duration.ofDays(41), Duration.ofDays(43));
        }
    }

    private static Instant now(Engine.Sandbox sandbox) throws SQLException {
        try (Connection connection = sandbox.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT onefold_now() AS t")) {
            row.next();
            return Dialect.of(connection).instant(row, "t");
        }
    }
}
