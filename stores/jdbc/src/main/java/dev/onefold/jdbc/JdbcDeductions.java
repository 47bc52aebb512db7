package dev.onefold.jdbc;

import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.Mismatch;
import dev.onefold.Outcome.Rejected;
import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.Outcome.Replayed;
import dev.onefold.Outcome.Stale;
import dev.onefold.RecordId;
import dev.onefold.Rejection;
import dev.onefold.row.Deduction;
import dev.onefold.row.Deductions;
import dev.onefold.row.Quantity;
import dev.onefold.row.RowKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Deductions in a JDBC transaction, with their ledger in the table {@code onefold_deduction}. On PostgreSQL one round trip,
 * for a first request and for a repeat, which locks and writes nothing.
 */
public final class JdbcDeductions implements Deductions<Connection> {

    private static final Duration WAIT = Duration.ofSeconds(5);

    private final GuardedTable table;
    private final String target;
    private final DeductionSql sql;
    private final Guarded guarded;

    private JdbcDeductions(GuardedTable table, String target, DeductionSql sql, Duration waitAtMost) {
        this.table = table;
        this.target = target;
        this.sql = sql;
        this.guarded = new Guarded(table.dialect(), waitAtMost);
    }

    /** As {@link #on(DataSource, Quantity, Duration)}, waiting at most 5 seconds. */
    public static JdbcDeductions on(DataSource dataSource, Quantity quantity) {
        return on(dataSource, quantity, WAIT);
    }

    /**
     * Deductions from a quantity.
     *
     * @param waitAtMost how long each statement waits for another transaction that has a row or the same request, 0 to
     *     60 seconds. PostgreSQL waits 1 ms at least; MariaDB and MySQL count whole seconds, rounded down, MySQL from 1
     * @throws IllegalStateException if there is no such table or no such key in the database's catalogue, or Onefold's
     *     table is missing, saying what to do
     * @throws IllegalArgumentException if the table has no such columns
     * @throws dev.onefold.store.StoreException if the database does not answer
     */
    public static JdbcDeductions on(DataSource dataSource, Quantity quantity, Duration waitAtMost) {
        GuardedTable.checkWait(waitAtMost);
        GuardedTable table = GuardedTable.of(dataSource, quantity.table(), quantity.key(), SchemaPart.DEDUCTIONS);
        DeductionSql sql = new DeductionSql(table, QuantityColumns.of(quantity, table));
        return new JdbcDeductions(table, quantity.table() + "." + quantity.column(), sql, waitAtMost);
    }

    @Override
    public Outcome<SortedMap<RowKey, Long>> deduct(Connection transaction, Deduction deduction) {
        SortedMap<RowKey, Long> amounts = deduction.amounts();
        amounts.keySet().forEach(table::parameters);
        return table.in(transaction, "The deduction could not be made", () -> {
            Request request = new Request(deduction.request(), amounts);
            try {
                return table.isPostgres() ? together(transaction, request) : apart(transaction, request);
            } catch (SQLException e) {
                if (table.dialect().isUniqueViolation(e)) {
                    // the same request committed after this transaction's snapshot
                    return GuardedTable.inProgress();
                }
                throw e;
            }
        });
    }

    /** A request as the ledger writes it. */
    private record Request(RecordId name, SortedMap<RowKey, Long> amounts) {

        byte[] id() {
            return name.bytes();
        }

        String keys() {
            return amounts.keySet().stream()
                    .map(key -> key.toString().replace(";", "\\;"))
                    .collect(Collectors.joining(";"));
        }

        String quantities() {
            return amounts.values().stream().map(String::valueOf).collect(Collectors.joining(";"));
        }
    }

    private Outcome<SortedMap<RowKey, Long>> together(Connection connection, Request request) throws SQLException {
        Ledger.Place earlier = new Ledger.Place(table.dialect());
        Ledger.Place now = new Ledger.Place(table.dialect());
        List<RowKey> missing = new ArrayList<>(request.amounts().keySet());
        guarded.together(connection, trip -> {
            for (RowKey key : request.amounts().keySet()) {
                trip.read(row -> missing.remove(key), sql.lockUnlessKnown(), and(table.parameters(key), request.id()));
            }
            trip.read(earlier::read, DeductionSql.LOOK, request.id())
                    .read(
                            now::read,
                            sql.takeAll(request.amounts().size()),
                            sql.takeAllParameters(
                                    request.amounts(), request.id(), target, request.keys(), request.quantities()));
        });
        if (earlier.row != null) {
            return repeated(request, earlier.row);
        }
        if (now.row != null) {
            return first(request, now.row.verdict(), now.row.result());
        }
        return missing.isEmpty() ? GuardedTable.inProgress() : missing(missing.get(0));
    }

    private static Object[] and(Object[] parameters, Object last) {
        return Stream.concat(Arrays.stream(parameters), Stream.of(last)).toArray();
    }

    private Outcome<SortedMap<RowKey, Long>> apart(Connection connection, Request request) throws SQLException {
        return guarded.apart(connection, same -> {
            Ledger.Place earlier = new Ledger.Place(table.dialect());
            // at SERIALIZABLE it locks what it reads, and waits for whoever writes it
            GuardedTable.read(same, earlier::read, guarded.bounded(DeductionSql.LOOK), request.id());
            if (earlier.row != null) {
                return repeated(request, earlier.row);
            }
            Savepoint before = same.setSavepoint();
            try {
                Outcome<SortedMap<RowKey, Long>> outcome = take(same, request, before);
                same.releaseSavepoint(before);
                return outcome;
            } catch (SQLException e) {
                Guarded.undo(same, before, e);
                String latest = guarded.bounded(table.latest(DeductionSql.LOOK));
                if (table.dialect().isUniqueViolation(e)) {
                    GuardedTable.read(same, earlier::read, latest, request.id());
                }
                if (earlier.row == null) {
                    throw e;
                }
                return repeated(request, earlier.row);
            }
        });
    }

    private Outcome<SortedMap<RowKey, Long>> take(Connection connection, Request request, Savepoint before)
            throws SQLException {
        int verdict = Ledger.APPLIED;
        List<String> left = new ArrayList<>();
        for (Map.Entry<RowKey, Long> line : request.amounts().entrySet()) {
            Object[] taking = sql.takeParameters(line.getKey(), line.getValue());
            boolean taken = GuardedTable.update(connection, guarded.bounded(sql.take()), taking) == 1;
            String look = guarded.bounded(table.latest(sql.left()));
            boolean there = GuardedTable.read(
                    connection, row -> left.add(row.getString(1)), look, table.parameters(line.getKey()));
            if (!taken) {
                connection.rollback(before);
                if (!there) {
                    return missing(line.getKey());
                }
                verdict = Ledger.INSUFFICIENT;
                break;
            }
        }
        String result = verdict == Ledger.APPLIED ? String.join(";", left) : String.valueOf(left.size() - 1);
        GuardedTable.update(
                connection,
                guarded.bounded(DeductionSql.INSERT_VALUES),
                request.id(),
                target,
                request.keys(),
                request.quantities(),
                verdict,
                result);
        return first(request, verdict, result);
    }

    private static <T> Outcome<T> missing(RowKey key) {
        return new Stale<>("row missing: " + key);
    }

    private static Outcome<SortedMap<RowKey, Long>> first(Request request, int verdict, String result) {
        return verdict == Ledger.INSUFFICIENT
                ? new Rejected<>(insufficient(request, result), Memory.REMEMBERED)
                : new Applied<>(left(request, result));
    }

    private Outcome<SortedMap<RowKey, Long>> repeated(Request request, Ledger ledger) {
        if (!ledger.target().equals(target)) {
            return new Mismatch<>("target");
        }
        if (!ledger.keys().equals(request.keys())) {
            return new Mismatch<>("key");
        }
        if (!ledger.amounts().equals(request.quantities())) {
            return new Mismatch<>("amount");
        }
        return ledger.verdict() == Ledger.INSUFFICIENT
                ? new Rejected<>(insufficient(request, ledger.result()), Memory.REPLAYED)
                : new Replayed<>(left(request, ledger.result()), ledger.at());
    }

    private static Rejection insufficient(Request request, String line) {
        RowKey key = List.copyOf(request.amounts().keySet()).get(Integer.parseInt(line));
        return Rejection.of(INSUFFICIENT, "Not enough is left of " + key);
    }

    private static SortedMap<RowKey, Long> left(Request request, String results) {
        SortedMap<RowKey, Long> left = new TreeMap<>();
        String[] each = results.split(";", -1);
        request.amounts().keySet().forEach(key -> left.put(key, Long.valueOf(each[left.size()])));
        return left;
    }
}
