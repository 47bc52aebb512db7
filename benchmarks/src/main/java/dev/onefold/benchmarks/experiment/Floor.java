package dev.onefold.benchmarks.experiment;

import dev.onefold.Call;
import dev.onefold.store.NewRecord;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The least that remembering a request can cost: one insert of the same bytes into one table with one index. For a batch,
 * what finds a request again, what compares it and where its answer is, and all the answers in one row.
 */
final class Floor {

    private Floor() {}

    static void create(DataSource dataSource) throws SQLException {
        Business.execute(dataSource, """
                CREATE TABLE floor_record (id bytea PRIMARY KEY, operation text NOT NULL, fingerprint bytea NOT NULL,
                  verdict smallint NOT NULL, code text NOT NULL, media_type text NOT NULL,
                  created_at timestamptz NOT NULL, answer_until timestamptz NOT NULL, forget_at timestamptz NOT NULL,
                  content bytea NOT NULL);
                CREATE TABLE floor_body (no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, content bytea NOT NULL);
                CREATE TABLE floor_head (id uuid PRIMARY KEY, fingerprint bytea NOT NULL, body_no bigint NOT NULL,
                  body_at integer NOT NULL, body_length integer NOT NULL)""");
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

    static void insertAll(Connection connection, List<NewRecord> records) throws SQLException {
        int size = records.size();
        UUID[] ids = new UUID[size];
        byte[][] fingerprints = new byte[size][];
        Integer[] at = new Integer[size];
        Integer[] lengths = new Integer[size];
        ByteArrayOutputStream contents = new ByteArrayOutputStream();
        for (int i = 0; i < size; i++) {
            NewRecord record = records.get(i);
            ByteBuffer id = ByteBuffer.wrap(record.id().bytes());
            ids[i] = new UUID(id.getLong(), id.getLong());
            fingerprints[i] = record.fingerprint().toBytes();
            at[i] = contents.size();
            lengths[i] = record.content().bytes().length;
            contents.writeBytes(record.content().bytes());
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                WITH body AS (INSERT INTO floor_body (content) VALUES (?) RETURNING no)
                INSERT INTO floor_head SELECT i.id, i.fingerprint, body.no, i.at, i.length
                  FROM body, unnest(?::uuid[], ?::bytea[], ?::integer[], ?::integer[])
                         AS i(id, fingerprint, at, length)""")) {
            statement.setBytes(1, contents.toByteArray());
            statement.setArray(2, connection.createArrayOf("uuid", ids));
            statement.setArray(3, connection.createArrayOf("bytea", fingerprints));
            statement.setArray(4, connection.createArrayOf("int4", at));
            statement.setArray(5, connection.createArrayOf("int4", lengths));
            if (statement.executeUpdate() != size) {
                throw new IllegalStateException("Not one row for each record");
            }
        }
    }
}
