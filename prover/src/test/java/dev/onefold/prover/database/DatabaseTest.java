package dev.onefold.prover.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.onefold.prover.verdict.BadUseException;
import dev.onefold.prover.verdict.NoVerdictException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {

    @TempDir
    Path directory;

    @Test
    void our_own_server_is_durable_and_keeps_its_data() throws SQLException {
        Path data = directory.resolve("data");
        Path log = directory.resolve("log");
        try (EmbeddedDatabase server = EmbeddedDatabase.start(data, log)) {
            assertThat(Durability.require(server.database()))
                    .containsEntry("fsync", "on")
                    .containsEntry("synchronous_commit", "on")
                    .containsEntry("full_page_writes", "on");
            execute(server.database(), "create table kept as select 7 as value");
            assertThatExceptionOfType(NoVerdictException.class)
                    .isThrownBy(() -> EmbeddedDatabase.start(data, log))
                    .withMessageContaining("already running on " + data);
        }
        assertThat(data.resolve("postmaster.pid")).doesNotExist();
        try (EmbeddedDatabase server = EmbeddedDatabase.start(data, log);
                Connection connection = server.database().open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select value from kept")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(7);
        }
    }

    @Test
    void a_server_that_may_forget_is_refused() throws IOException {
        try (EmbeddedPostgres forgetful = EmbeddedPostgres.start()) {
            Database database =
                    new Database("jdbc:postgresql://localhost:" + forgetful.getPort() + "/postgres", "postgres", "");
            assertThatExceptionOfType(NoVerdictException.class)
                    .isThrownBy(() -> Durability.require(database))
                    .withMessageContaining("fsync=off");
        }
    }

    @Test
    void a_directory_that_cannot_hold_data_is_named() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "in the way");
        assertThatExceptionOfType(NoVerdictException.class)
                .isThrownBy(() -> EmbeddedDatabase.start(file, directory.resolve("log")))
                .withMessageContaining("PostgreSQL does not start in " + file);
    }

    @Test
    void a_database_that_does_not_answer_is_no_verdict() {
        Database nobody = new Database("jdbc:postgresql://localhost:1/none", "nobody", "secret");
        assertThatExceptionOfType(NoVerdictException.class)
                .isThrownBy(nobody::requireAnswer)
                .withMessageContaining("does not answer");
    }

    @Test
    void a_url_carries_its_user() {
        Database database = Database.external("jdbc:postgresql://db:5433/shop?user=a%20b&password=p&ssl=true");
        assertThat(database.user()).isEqualTo("a b");
        assertThat(database.password()).isEqualTo("p");
        assertThat(database).hasToString("jdbc:postgresql://db:5433/shop?user=a%20b&password=***&ssl=true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres://db/shop", "jdbc:mysql://db/shop", "jdbc:postgresql://db:5432/", "shop"})
    void a_url_of_something_else_is_bad_use(String url) {
        assertThatExceptionOfType(BadUseException.class).isThrownBy(() -> Database.external(url));
    }

    private static void execute(Database database, String sql) throws SQLException {
        try (Connection connection = database.open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
