package dev.onefold.jdbc;

import dev.onefold.row.RowKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The SQL of deductions from one quantity. */
final class DeductionSql {

    static final String LOOK =
            "SELECT target, row_keys, amounts, verdict, result, made_at FROM onefold_deduction WHERE id = ?";
    static final String INSERT =
            "INSERT INTO onefold_deduction (id, target, row_keys, amounts, verdict, result, made_at) ";
    static final String INSERT_VALUES = INSERT + "VALUES (?, ?, ?, ?, ?, ?, onefold_now())";

    private final GuardedTable table;
    private final QuantityColumns columns;

    DeductionSql(GuardedTable table, QuantityColumns columns) {
        this.table = table;
        this.columns = columns;
    }

    /** Parameters: key, id. A repeat locks nothing. */
    String lockUnlessKnown() {
        return "SELECT 1 FROM " + table.name() + " WHERE " + table.where()
                + " AND NOT EXISTS (SELECT 1 FROM onefold_deduction WHERE id = ?) FOR NO KEY UPDATE";
    }

    /** What is left in a row. Parameters: key. */
    String left() {
        return "SELECT " + columns.left("") + " FROM " + table.name() + " WHERE " + table.where();
    }

    /** Parameters: those of {@link #takeParameters}. Counts one row if there was enough. */
    String take() {
        return "UPDATE " + table.name() + " SET " + columns.column() + " = " + columns.after("", "?") + " WHERE "
                + table.where() + " AND " + columns.enough("", "?") + given("", "?");
    }

    /** That no more is given back than may be. */
    private String given(String alias, String negated) {
        String back = columns.back(alias);
        return back == null ? "" : " AND " + back + " >= " + negated;
    }

    Object[] takeParameters(RowKey key, long amount) {
        List<Object> parameters = new ArrayList<>(List.of(amount));
        parameters.addAll(Arrays.asList(table.parameters(key)));
        parameters.add(amount);
        if (columns.back("") != null) {
            parameters.add(-amount);
        }
        return parameters.toArray();
    }

    /**
     * All lines or none, and the ledger's row, unless there is one; for PostgreSQL, and rows that are locked. Nothing is
     * written if a row is missing. Parameters: those of {@link #takeAllParameters}.
     */
    String takeAll(int lines) {
        String keys =
                IntStream.range(0, table.key().size()).mapToObj(i -> "k" + i).collect(Collectors.joining(", "));
        String line = IntStream.range(0, lines)
                .mapToObj(n -> "(" + n + ", ?::bigint, "
                        + table.key().stream().map(any -> "?").collect(Collectors.joining(", ")) + ")")
                .collect(Collectors.joining(", "));
        String same = IntStream.range(0, table.key().size())
                .mapToObj(i -> "t." + table.column(table.key().get(i)) + " = line.k" + i)
                .collect(Collectors.joining(" AND "));
        String enough = columns.enough("t.", "line.amount") + given("t.", "-line.amount");
        return "WITH line (n, amount, " + keys + ") AS (VALUES " + line + "),\n"
                + "found AS (SELECT line.n, " + enough + " AS enough FROM line JOIN " + table.name() + " t ON " + same
                + " WHERE NOT EXISTS (SELECT 1 FROM onefold_deduction WHERE id = ?)),\n"
                + "checked AS (SELECT count(*) AS rows, min(n) FILTER (WHERE NOT enough) AS short FROM found),\n"
                + "taken AS (UPDATE " + table.name() + " t SET " + columns.column() + " = "
                + columns.after("t.", "line.amount")
                + " FROM line, checked WHERE " + same + " AND checked.rows = " + lines + " AND checked.short IS NULL"
                + " RETURNING line.n, " + columns.left("t.") + " AS remaining)\n"
                + INSERT + "SELECT ?, ?, ?, ?, CASE WHEN short IS NULL THEN " + Ledger.APPLIED + " ELSE "
                + Ledger.INSUFFICIENT + " END,"
                + " coalesce(short::text, (SELECT string_agg(remaining::text, ';' ORDER BY n) FROM taken)), onefold_now()"
                + " FROM checked WHERE rows = " + lines
                + " RETURNING target, row_keys, amounts, verdict, result, made_at";
    }

    Object[] takeAllParameters(SortedMap<RowKey, Long> amounts, Object... ledger) {
        List<Object> parameters = new ArrayList<>();
        for (Map.Entry<RowKey, Long> line : amounts.entrySet()) {
            parameters.add(line.getValue());
            parameters.addAll(Arrays.asList(table.parameters(line.getKey())));
        }
        parameters.add(ledger[0]);
        parameters.addAll(Arrays.asList(ledger));
        return parameters.toArray();
    }
}
