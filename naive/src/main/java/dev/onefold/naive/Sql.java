package dev.onefold.naive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Statements of one transaction. */
final class Sql {

    private final Connection connection;

    Sql(Connection connection) {
        this.connection = connection;
    }

    int update(String sql, @Nullable Object... arguments) throws SQLException {
        try (PreparedStatement statement = prepare(sql, arguments)) {
            statement.execute();
            return Math.max(0, statement.getUpdateCount());
        }
    }

    /** The first column of the first row, or null. */
    @Nullable
    String text(String sql, @Nullable Object... arguments) throws SQLException {
        List<String> first = texts(sql, arguments);
        return first.isEmpty() ? null : first.get(0);
    }

    List<String> texts(String sql, @Nullable Object... arguments) throws SQLException {
        List<String> column = new ArrayList<>();
        try (PreparedStatement statement = prepare(sql, arguments);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                column.add(rows.getString(1));
            }
        }
        return column;
    }

    /** The first column of the first row; 0 if there is none. */
    long number(String sql, @Nullable Object... arguments) throws SQLException {
        String text = text(sql, arguments);
        return text == null ? 0 : Long.parseLong(text);
    }

    private PreparedStatement prepare(String sql, @Nullable Object... arguments) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int place = 0; place < arguments.length; place++) {
            statement.setObject(place + 1, arguments[place]);
        }
        return statement;
    }

    static UUID id(String text) {
        return UUID.fromString(text);
    }
}
