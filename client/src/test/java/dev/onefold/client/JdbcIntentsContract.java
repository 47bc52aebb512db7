package dev.onefold.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class JdbcIntentsContract extends IntentsContract {

    abstract DataSource source();

    @BeforeEach
    void create() throws Exception {
        try (Connection connection = source().getConnection();
                Statement statement = connection.createStatement();
                InputStream script = JdbcIntents.class.getResourceAsStream("onefold-intent.sql")) {
            statement.execute("DROP TABLE IF EXISTS onefold_intent");
            statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Override
    JdbcIntents intents() {
        return JdbcIntents.on(source());
    }

    @Test
    void an_intent_of_the_callers_transaction_commits_or_goes_with_it() throws SQLException {
        try (Connection connection = source().getConnection()) {
            connection.setAutoCommit(false);
            intents().remember(connection, intent("order-1", "key-1", Instant.EPOCH));
            connection.rollback();
            intents().remember(connection, intent("order-2", "key-2", Instant.EPOCH));
            connection.commit();
        }

        assertThat(intents().find("order-1")).isEmpty();
        assertThat(intents().find("order-2")).isPresent();
    }

    @Test
    void a_database_that_fails_means_that_nothing_is_sent() throws SQLException {
        try (Connection connection = source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE onefold_intent");
        }
        assertThatThrownBy(() -> intents().remember(intent("order-1", "key-1", Instant.EPOCH)))
                .isInstanceOf(IllegalStateException.class);
    }
}
