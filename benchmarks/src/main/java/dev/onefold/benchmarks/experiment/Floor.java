package dev.onefold.benchmarks.experiment;

import dev.onefold.Call;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The least that remembering a request can cost: one insert of the same bytes into one table with one index. */
final class Floor {

    private Floor() {}

    static void create(DataSource dataSource) throws SQLException {
        Business.execute(dataSource, """
                CREATE TABLE floor_record (id bytea PRIMARY KEY, operation text NOT NULL, fingerprint bytea NOT NULL,
                  verdict smallint NOT NULL, code text NOT NULL, media_type text NOT NULL,
                  created_at timestamptz NOT NULL, answer_until timestamptz NOT NULL, forget_at timestamptz NOT NULL,
                  content bytea NOT NULL)""");
    }

    static void insert(Connection connection, Call call) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO floor_record VALUES (?, ?, ?, 0, '', ?, now(), now() + interval '1 day',"
                        + " now() + interval '30 days', ?)")) {
            statement.setBytes(1, call.id().bytes());
            statement.setString(2, Modes.TRANSACTIONAL.name());
            statement.setBytes(3, call.fingerprint().toBytes());
            statement.setString(4, Business.ANSWER.mediaType());
            statement.setBytes(5, Business.ANSWER.bytes());
            statement.executeUpdate();
        }
    }
}
