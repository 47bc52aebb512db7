package dev.onefold.jdbc;

import dev.onefold.jdbc.Allotment.Stand;
import dev.onefold.row.RowKey;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows with a quantity, many at a time. */
final class QuantityRows {

    private final GuardedTable table;
    private final QuantityColumns columns;
    private final Guarded guarded;
    private final List<String> arrays;

    QuantityRows(GuardedTable table, QuantityColumns columns, Guarded guarded) {
        this.table = table;
        this.columns = columns;
        this.guarded = guarded;
        this.arrays = table.isPostgres()
                ? table.key().stream()
                        .map(name -> array(name, table.type(name)))
                        .toList()
                : List.of();
    }

    /** The element type of the array in which keys are sent: the planner finds no index for others. */
    private static String array(String name, String type) {
        int length = type.indexOf('(');
        return switch (length < 0 ? type : type.substring(0, length)) {
            case "smallint", "integer", "bigint" -> "int8";
            case "text", "character varying" -> "text";
            case "character" -> "bpchar";
            case "uuid" -> "uuid";
            default ->
                throw new IllegalStateException("The key column " + name + " is of type " + type
                        + ", and a batch finds rows by whole numbers, texts and UUIDs");
        };
    }

    /** Locks the rows in their order, and says what each has. One that is not there is not in the answer. */
    Map<RowKey, Stand> lock(Connection connection, List<RowKey> keys) throws SQLException {
        Map<RowKey, Stand> stands = new HashMap<>();
        if (keys.isEmpty()) {
            return stands;
        }
        if (table.isPostgres()) {
            Object[] arrays = arrays(connection, keys);
            guarded.together(
                    connection,
                    trip -> trip.readAll(
                            row -> stands.put(keys.get(row.getInt(3) - 1), stand(row)), lockAll(), arrays));
        } else {
            String sql = guarded.bounded(
                    "SELECT " + standing("") + " FROM " + table.name() + " WHERE " + table.where() + " FOR UPDATE");
            guarded.apart(connection, same -> {
                for (RowKey key : keys) {
                    GuardedTable.read(same, row -> stands.put(key, stand(row)), sql, table.parameters(key));
                }
                return stands;
            });
        }
        return stands;
    }

    private Stand stand(ResultSet row) throws SQLException {
        return new Stand(row.getLong(1), columns.back("") == null ? Long.MAX_VALUE : row.getLong(2));
    }

    private String standing(String alias) {
        String back = columns.back(alias);
        return columns.left(alias) + ", " + (back == null ? "0" : back);
    }

    private String lockAll() {
        return "SELECT " + standing("t.") + ", i.n FROM " + unnested("") + " WITH ORDINALITY AS i(" + names("n")
                + ") JOIN " + table.name() + " t ON " + same() + " ORDER BY i.n FOR NO KEY UPDATE OF t";
    }

    /** Takes so much from each row, all of which are locked. */
    void change(Connection connection, SortedMap<RowKey, Long> amounts) throws SQLException {
        if (amounts.isEmpty()) {
            return;
        }
        List<RowKey> keys = List.copyOf(amounts.keySet());
        if (table.isPostgres()) {
            List<Object> parameters = new ArrayList<>(List.of(arrays(connection, keys)));
            parameters.add(connection.createArrayOf("int8", amounts.values().toArray()));
            GuardedTable.update(
                    connection,
                    "UPDATE " + table.name() + " t SET " + columns.column() + " = " + columns.after("t.", "i.amount")
                            + " FROM " + unnested(", ?::int8[]") + " AS i(" + names("amount") + ") WHERE " + same(),
                    parameters.toArray());
        } else {
            changeOneByOne(connection, amounts);
        }
    }

    private void changeOneByOne(Connection connection, SortedMap<RowKey, Long> amounts) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("UPDATE " + table.name() + " SET "
                + columns.column() + " = " + columns.after("", "?") + " WHERE " + table.where())) {
            for (Map.Entry<RowKey, Long> each : amounts.entrySet()) {
                int index = 1;
                statement.setLong(index++, each.getValue());
                for (Object parameter : table.parameters(each.getKey())) {
                    statement.setObject(index++, parameter);
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private String unnested(String more) {
        return arrays.stream()
                .map(type -> "?::" + type + "[]")
                .collect(Collectors.joining(", ", "unnest(", more + ")"));
    }

    private String names(String last) {
        return IntStream.range(0, arrays.size()).mapToObj(i -> "k" + i + ", ").collect(Collectors.joining()) + last;
    }

    private String same() {
        return IntStream.range(0, arrays.size())
                .mapToObj(i -> "t." + table.column(table.key().get(i)) + " = i.k" + i)
                .collect(Collectors.joining(" AND "));
    }

    private Object[] arrays(Connection connection, List<RowKey> keys) throws SQLException {
        Array[] columns = new Array[arrays.size()];
        for (int i = 0; i < columns.length; i++) {
            int column = i;
            Object[] values = keys.stream().map(key -> key.values().get(column)).toArray();
            columns[i] = connection.createArrayOf(arrays.get(i), values);
        }
        return columns;
    }
}
