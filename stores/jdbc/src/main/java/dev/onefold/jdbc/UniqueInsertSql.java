package dev.onefold.jdbc;

import dev.onefold.row.Columns;
import dev.onefold.row.UniqueKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SQL of one insert, and how its answers are read. */
final class UniqueInsertSql {

    /** A row that was there; {@code differing} is the first compared column in which it differs, null if it agrees. */
    record Existing(Columns row, Instant at, @Nullable String differing) {}

    private static final String AT = "onefold_at";

    private final Dialect dialect;
    private final UniqueKeys table;
    private final UniqueKey key;
    private final Columns row;
    private final List<String> compared;
    private final List<String> returned;

    UniqueInsertSql(Dialect dialect, UniqueKeys table, UniqueKey key, Columns row) {
        this.dialect = dialect;
        this.table = table;
        this.key = key;
        this.row = row;
        for (String column : key.columns()) {
            require(column, "the key");
        }
        List<String> given = List.copyOf(row.names());
        this.returned = key.returned() == null ? given : key.returned();
        this.compared = key.compared() == null
                ? given.stream().filter(name -> !key.columns().contains(name)).toList()
                : key.compared();
        compared.forEach(column -> require(column, "what is compared"));
    }

    private void require(String column, String what) {
        if (!row.has(column)) {
            throw new IllegalArgumentException("The column " + column + " is of " + what + " and has no value");
        }
    }

    String insert() {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (String column : row.names()) {
            names.add(table.column(column));
            values.add(row.value(column) == null ? "NULL" : "?");
        }
        String insert = "INSERT INTO " + table.table() + " (" + String.join(", ", names) + ") VALUES ("
                + String.join(", ", values) + ")";
        return switch (dialect) {
            case POSTGRESQL ->
                insert + " ON CONFLICT (" + list(key.columns()) + ") DO NOTHING RETURNING " + list(returned);
            case MARIADB -> insert + " RETURNING " + list(returned);
            case H2 -> "SELECT " + list(returned) + " FROM FINAL TABLE (" + insert + ")";
            case MYSQL -> insert;
        };
    }

    Object[] insertParameters() {
        return parameters(List.copyOf(row.names()));
    }

    /** Answers with what is returned, whether each compared column agrees, and when the row was made. */
    String look() {
        List<String> selected = new ArrayList<>();
        returned.forEach(column -> selected.add(table.column(column)));
        compared.forEach(column -> selected.add(same(column)));
        selected.add((key.createdAt() == null ? "onefold_now()" : table.column(key.createdAt())) + " AS " + AT);
        List<String> conditions = new ArrayList<>();
        for (String column : key.columns()) {
            conditions.add(table.column(column) + (row.value(column) == null ? " IS NULL" : " = ?"));
        }
        return "SELECT " + String.join(", ", selected) + " FROM " + table.table() + " WHERE "
                + String.join(" AND ", conditions);
    }

    /** The same, of what is committed and not of what an older snapshot shows. */
    String lookAtTheLatest() {
        return look() + (dialect == Dialect.MYSQL ? " FOR SHARE" : " LOCK IN SHARE MODE");
    }

    Object[] lookParameters() {
        List<String> used = new ArrayList<>(compared);
        used.addAll(key.columns());
        return parameters(used);
    }

    private String same(String column) {
        String quoted = table.column(column);
        if (row.value(column) == null) {
            return quoted + " IS NULL";
        }
        return quoted + (dialect == Dialect.MARIADB || dialect == Dialect.MYSQL ? " <=> ?" : " IS NOT DISTINCT FROM ?");
    }

    private String list(List<String> names) {
        return String.join(", ", names.stream().map(table::column).toList());
    }

    private Object[] parameters(List<String> names) {
        List<Object> parameters = new ArrayList<>();
        for (String name : names) {
            Object value = row.value(name);
            if (value != null) {
                parameters.add(dialect.parameter(value));
            }
        }
        return parameters.toArray();
    }

    Columns readReturned(ResultSet result) throws SQLException {
        Columns read = Columns.none();
        for (int i = 0; i < returned.size(); i++) {
            read = read.and(returned.get(i), result.getObject(i + 1));
        }
        return read;
    }

    Existing readExisting(ResultSet result) throws SQLException {
        String differing = null;
        for (int i = 0; i < compared.size() && differing == null; i++) {
            if (!result.getBoolean(returned.size() + i + 1)) {
                differing = compared.get(i);
            }
        }
        return new Existing(readReturned(result), dialect.instant(result, AT), differing);
    }
}
