package dev.onefold.jdbc;

import dev.onefold.store.NewRecord;
import dev.onefold.store.Verdict;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The one statement that writes a finished record, head and body. */
final class Insert {

    private final String sql;
    private final NewRecord finished;
    private final Object[] first;

    /**
     * The statement with its parameters.
     *
     * @param first parameters in front of the record's
     */
    Insert(String sql, NewRecord finished, Object... first) {
        this.sql = sql;
        this.finished = finished;
        this.first = first;
    }

    /** How many were written: one, or none. */
    int on(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = 1;
            for (Object parameter : first) {
                statement.setObject(index++, parameter);
            }
            statement.setLong(index++, finished.answerFor().toMillis());
            statement.setLong(index++, finished.knownFor().toMillis());
            statement.setBytes(index++, finished.id().bytes());
            statement.setString(index++, finished.operation());
            statement.setBytes(index++, finished.fingerprint().toBytes());
            statement.setInt(index++, finished.verdict() == Verdict.REJECTED ? 1 : 0);
            statement.setString(index++, finished.code());
            statement.setString(index++, finished.content().mediaType());
            statement.setBytes(index, finished.content().bytes());
            return statement.executeUpdate();
        }
    }
}
