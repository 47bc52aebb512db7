package dev.onefold.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements that go to the database together and are executed one after the other. */
final class Trip {

    /** Reads a row. */
    interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    private record Part(
            String sql, List<Object> parameters, @Nullable Reader reader, boolean everyRow) {}

    /** Between two statements. */
    static final String NEXT = ";\n";

    private final boolean together;
    private final List<Part> parts = new ArrayList<>();

    /**
     * A trip of no statements yet.
     *
     * @param together false sends each statement by itself, for tests that hold them one by one
     */
    Trip(boolean together) {
        this.together = together;
    }

    boolean isTogether() {
        return together;
    }

    Trip then(String sql, Object... parameters) {
        parts.add(new Part(sql, List.of(parameters), null, false));
        return this;
    }

    /** Reads the first row, if there is one. */
    Trip read(Reader reader, String sql, Object... parameters) {
        parts.add(new Part(sql, List.of(parameters), reader, false));
        return this;
    }

    Trip readAll(Reader reader, String sql, Object... parameters) {
        parts.add(new Part(sql, List.of(parameters), reader, true));
        return this;
    }

    void on(Connection connection) throws SQLException {
        if (together) {
            send(connection, parts);
        } else {
            for (Part part : parts) {
                send(connection, List.of(part));
            }
        }
    }

    private static void send(Connection connection, List<Part> sent) throws SQLException {
        String sql = sql(sent);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = 1;
            for (Part part : sent) {
                for (Object parameter : part.parameters()) {
                    statement.setObject(index++, parameter);
                }
            }
            boolean rows = statement.execute();
            for (Part part : sent) {
                if (rows && part.reader() != null) {
                    read(statement, part.reader(), part.everyRow());
                }
                rows = statement.getMoreResults();
            }
        }
    }

    private static String sql(List<Part> sent) {
        if (sent.size() == 1) {
            return sent.get(0).sql();
        }
        StringBuilder all = new StringBuilder(2_048);
        for (Part part : sent) {
            all.append(all.isEmpty() ? "" : NEXT).append(part.sql());
        }
        return all.toString();
    }

    private static void read(PreparedStatement statement, Reader reader, boolean everyRow) throws SQLException {
        try (ResultSet result = statement.getResultSet()) {
            boolean more = result.next();
            while (more) {
                reader.read(result);
                more = everyRow && result.next();
            }
        }
    }
}
