package dev.onefold.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A table's columns and unique keys, as the database's catalogue has them. Names that callers declare come out as the
 * catalogue spells them, quoted: nothing a caller wrote becomes SQL.
 */
final class UniqueKeys {

    /**
     * A unique index.
     *
     * @param names its own, and that of its constraint
     * @param columns what it covers, in upper case
     * @param unfit why it guards nothing, or only later; null if it is as good as it looks
     */
    record Key(
            Set<String> names,
            Set<String> columns,
            boolean nullsDistinct,
            @Nullable String unfit) {}

    private record Column(String quoted, boolean nullable, String type) {}

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]{0,62}");

    private static final Map<Dialect, String> COLUMNS = Map.of(
            Dialect.POSTGRESQL, """
                    SELECT n.nspname, c.relname, a.attname, NOT a.attnotnull, format_type(a.atttypid, NULL)
                      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                     WHERE c.oid = to_regclass(?)""",
            Dialect.MARIADB, Constants.COLUMNS.formatted("database()", "table_schema", "table_name"),
            Dialect.MYSQL, Constants.COLUMNS.formatted("database()", "table_schema", "table_name"),
            Dialect.H2, Constants.COLUMNS.formatted("lower(schema())", "lower(table_schema)", "lower(table_name)"));

    /** Parameters: schema, table, as the catalogue spells them. Index, constraint, column, nulls distinct, unfit. */
    private static final Map<Dialect, String> KEYS = Map.of(
            Dialect.POSTGRESQL, """
                    SELECT x.relname, x.relname, a.attname,
                           NOT coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false),
                           CASE WHEN i.indpred IS NOT NULL THEN 'it is partial'
                                WHEN NOT i.indimmediate THEN 'it is deferrable'
                                WHEN NOT i.indisvalid THEN 'it is not valid' END
                      FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
                      JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
                      CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, n)
                      LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum AND k.attnum > 0
                     WHERE i.indisunique AND k.n <= i.indnkeyatts AND n.nspname = ? AND t.relname = ?""", Dialect.MARIADB, Constants.KEYS, Dialect.MYSQL, Constants.KEYS, Dialect.H2, """
                    SELECT i.index_name, coalesce(c.constraint_name, i.index_name), k.column_name,
                           coalesce(i.nulls_distinct, 'YES') <> 'NO', NULL
                      FROM information_schema.indexes i
                      JOIN information_schema.index_columns k ON k.index_schema = i.index_schema AND k.index_name = i.index_name
                      LEFT JOIN information_schema.table_constraints c
                        ON c.index_schema = i.index_schema AND c.index_name = i.index_name
                       AND c.constraint_type IN ('PRIMARY KEY', 'UNIQUE')
                     WHERE k.is_unique AND i.table_schema = ? AND i.table_name = ?""");

    /** What databases share. */
    private static final class Constants {
        static final String COLUMNS = """
                SELECT table_schema, table_name, column_name, is_nullable = 'YES', data_type FROM information_schema.columns
                 WHERE CASE WHEN ? = '' THEN %s ELSE ? END = %s AND ? = %s""";
        static final String KEYS = """
                SELECT index_name, index_name, column_name, true, CASE WHEN sub_part IS NOT NULL THEN 'it covers a prefix' END
                  FROM information_schema.statistics WHERE non_unique = 0 AND table_schema = ? AND table_name = ?""";
    }

    private final String declared;
    private final String quoted;
    private final Map<String, Column> columns;
    private final List<Key> keys;

    private UniqueKeys(String declared, String quoted, Map<String, Column> columns, List<Key> keys) {
        this.declared = declared;
        this.quoted = quoted;
        this.columns = columns;
        this.keys = keys;
    }

    /**
     * Of a table.
     *
     * @param table its name, alone or with its schema before a point
     * @throws IllegalArgumentException if that is no name
     * @throws IllegalStateException if there is no such table
     */
    static UniqueKeys of(Connection connection, String table) throws SQLException {
        Dialect dialect = Dialect.of(connection);
        int point = table.indexOf('.');
        String schema = point < 0 ? "" : checked(table.substring(0, point));
        String name = checked(table.substring(point + 1));
        Map<String, Column> columns = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        String quoted = null;
        List<Key> keys = List.of();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS.get(dialect))) {
            String[] parameters = switch (dialect) {
                case POSTGRESQL -> new String[] {table};
                case MARIADB, MYSQL -> new String[] {schema, schema, name};
                case H2 -> new String[] {schema, lower(schema), lower(name)};
            };
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    if (quoted == null) {
                        quoted = quote(dialect, row.getString(1)) + "." + quote(dialect, row.getString(2));
                        keys = keys(connection, dialect, row.getString(1), row.getString(2));
                    }
                    columns.put(
                            row.getString(3),
                            new Column(quote(dialect, row.getString(3)), row.getBoolean(4), lower(row.getString(5))));
                }
            }
        }
        if (quoted == null) {
            throw new IllegalStateException("There is no table " + table + " in this database");
        }
        return new UniqueKeys(table, quoted, columns, keys);
    }

    private static List<Key> keys(Connection connection, Dialect dialect, String schema, String table)
            throws SQLException {
        Map<String, Key> keys = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(KEYS.get(dialect))) {
            statement.setString(1, schema);
            statement.setString(2, table);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String column = row.getString(3);
                    String unfit = column == null ? "it covers an expression" : row.getString(5);
                    boolean nullsDistinct = row.getBoolean(4);
                    Key key = keys.computeIfAbsent(
                            row.getString(1), name -> new Key(new HashSet<>(), new TreeSet<>(), nullsDistinct, unfit));
                    key.names().add(row.getString(1));
                    key.names().add(row.getString(2));
                    key.columns().add(String.valueOf(column).toUpperCase(Locale.ROOT));
                    if (unfit != null && key.unfit() == null) {
                        keys.put(row.getString(1), new Key(key.names(), key.columns(), nullsDistinct, unfit));
                    }
                }
            }
        }
        return List.copyOf(keys.values());
    }

    /** The table for SQL. */
    String table() {
        return quoted;
    }

    /**
     * A column for SQL.
     *
     * @throws IllegalArgumentException if the table has no such column
     */
    String column(String name) {
        return get(name).quoted();
    }

    boolean nullable(String name) {
        return get(name).nullable();
    }

    /** The column's type in lower case, without its length. */
    String type(String name) {
        return get(name).type();
    }

    private Column get(String name) {
        Column column = columns.get(name);
        if (column == null) {
            throw new IllegalArgumentException("The table " + declared + " has no column " + name);
        }
        return column;
    }

    /**
     * The unique key of exactly these columns, in any order.
     *
     * @throws IllegalStateException if there is none, saying what there is
     */
    Key on(List<String> wanted) {
        Set<String> upper = new TreeSet<>();
        wanted.forEach(name -> {
            get(name);
            upper.add(name.toUpperCase(Locale.ROOT));
        });
        String near = "";
        for (Key key : keys) {
            if (key.columns().equals(upper)) {
                if (key.unfit() == null) {
                    return key;
                }
                near = "; " + key.names() + " covers them, but " + key.unfit();
            }
        }
        throw new IllegalStateException("The table " + declared + " has no primary key or unique index on exactly "
                + wanted + near + ". Add one: without it two transactions can both pass");
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A name of a table or schema has 1 to 63 letters, digits, _ or $, not: '" + name + "'");
        }
        return name;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String quote(Dialect dialect, String name) {
        return switch (dialect) {
            case MARIADB, MYSQL -> "`" + name.replace("`", "``") + "`";
            case POSTGRESQL, H2 -> '"' + name.replace("\"", "\"\"") + '"';
        };
    }
}
