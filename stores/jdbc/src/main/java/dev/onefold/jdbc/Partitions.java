package dev.onefold.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes buckets ahead and drops them when everything in them has expired. Nothing here holds a lock that traffic waits
 * for longer than an instant: a new partition is attached, an old one is detached concurrently, and a lock that is not
 * had in time is tried for again at the next call.
 */
final class Partitions {

    private static final Logger log = LoggerFactory.getLogger(JdbcStore.class);

    private static final long ONE_AT_A_TIME = 0x6f6e65666f6c6433L;
    private static final int LOCK_TIMEOUT_MILLIS = 1_000;

    /**
     * What is only ever added to, and dropped whole, is left alone by autovacuum until it must freeze: the room it would find
     * in full pages scatters what is written after it, and each page is then logged whole after a checkpoint.
     */
    private static final String ADDED_TO =
            " WITH (autovacuum_vacuum_insert_threshold = -1, toast.autovacuum_vacuum_insert_threshold = -1)";

    /**
     * One partitioned table.
     *
     * @param aheadSeconds how long before it is needed a bucket is made
     * @param unique the column that has a unique index of its own in each bucket, or an empty text
     */
    private record Table(String name, int bucketSeconds, Duration most, int aheadSeconds, String unique) {}

    private final Connections connections;
    private final Table[] tables;

    Partitions(Connections connections, Buckets buckets) {
        this.connections = connections;
        this.tables = new Table[] {
            new Table("onefold_body", buckets.bodySeconds(), buckets.mostAnswer(), buckets.bodySeconds(), ""),
            // every look-up for an unknown key meets each bucket, so the next is not there long before its time
            new Table("onefold_record", buckets.headSeconds(), buckets.mostKnown(), buckets.headSeconds() / 8 + 1, "id")
        };
    }

    int maintain() {
        return connections.autoCommitting("Onefold's partitions could not be maintained", connection -> {
            try (Statement statement = connection.createStatement()) {
                if (!is(statement, "SELECT pg_try_advisory_lock(" + ONE_AT_A_TIME + ")")) {
                    return 0;
                }
                String lockTimeout = text(statement, "SHOW lock_timeout");
                try {
                    statement.execute("SET lock_timeout = " + LOCK_TIMEOUT_MILLIS);
                    int dropped = 0;
                    for (Table table : tables) {
                        dropped += maintain(statement, table);
                    }
                    return dropped;
                } finally {
                    statement.execute("SET lock_timeout = '" + lockTimeout + "'");
                    statement.execute("SELECT pg_advisory_unlock(" + ONE_AT_A_TIME + ")");
                }
            }
        });
    }

    private static int maintain(Statement statement, Table table) throws SQLException {
        int current = bucket(statement, table, 0);
        int last = bucket(statement, table, table.most().toSeconds() + table.aheadSeconds());
        Map<Integer, Boolean> partitions = partitions(statement, table);
        for (int bucket = current; bucket <= last; bucket++) {
            if (!partitions.containsKey(bucket)) {
                create(statement, table, bucket);
            }
        }
        int dropped = dropLeftOver(statement, table, current);
        // one that is half detached first: no other can be detached while it is
        for (boolean halfDetached : new boolean[] {true, false}) {
            for (Map.Entry<Integer, Boolean> partition : partitions.entrySet()) {
                if (partition.getKey() < current && partition.getValue() == halfDetached) {
                    dropped += drop(statement, table, partition.getKey(), halfDetached);
                }
            }
        }
        return dropped;
    }

    /** The bucket of what expires in so many seconds. */
    private static int bucket(Statement statement, Table table, long seconds) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT floor((extract(epoch FROM onefold_now()) + " + seconds
                + ") / " + table.bucketSeconds() + ")::integer")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** The buckets there are, and whether each was left half detached by a process that died. */
    private static Map<Integer, Boolean> partitions(Statement statement, Table table) throws SQLException {
        Map<Integer, Boolean> buckets = new TreeMap<>();
        try (ResultSet row = statement.executeQuery(
                "SELECT substring(c.relname FROM '_b(\\d+)$')::integer, i.inhdetachpending FROM pg_inherits i"
                        + " JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = '" + table.name()
                        + "'::regclass")) {
            while (row.next()) {
                buckets.put(row.getInt(1), row.getBoolean(2));
            }
        }
        return buckets;
    }

    /** Attaching waits for no reader or writer, where creating it in place would stop both. */
    private static void create(Statement statement, Table table, int bucket) throws SQLException {
        String name = name(table, bucket);
        statement.execute(
                "CREATE TABLE IF NOT EXISTS " + name + " (LIKE " + table.name() + " INCLUDING ALL)" + ADDED_TO);
        if (!table.unique().isEmpty()) {
            statement.execute("CREATE UNIQUE INDEX IF NOT EXISTS " + name + "_" + table.unique() + " ON " + name + " ("
                    + table.unique() + ")");
        }
        statement.execute("ALTER TABLE " + table.name() + " ATTACH PARTITION " + name + " FOR VALUES FROM (" + bucket
                + ") TO (" + (bucket + 1) + ")");
    }

    private static int drop(Statement statement, Table table, int bucket, boolean halfDetached) {
        String name = name(table, bucket);
        try {
            statement.execute("ALTER TABLE " + table.name() + " DETACH PARTITION " + name
                    + (halfDetached ? " FINALIZE" : " CONCURRENTLY"));
            statement.execute("DROP TABLE " + name);
            return 1;
        } catch (SQLException e) {
            log.debug("{} could not be dropped now; the next call tries again", name, e);
            return 0;
        }
    }

    /** What a process detached and did not live to drop. */
    private static int dropLeftOver(Statement statement, Table table, int current) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet row =
                statement.executeQuery("SELECT relname FROM pg_class WHERE relkind = 'r' AND NOT relispartition"
                        + " AND relnamespace = current_schema()::regnamespace AND relname ~ '^" + table.name()
                        + "_b\\d+$'"
                        + " AND substring(relname FROM '_b(\\d+)$')::integer < " + current)) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        for (String name : names) {
            statement.execute("DROP TABLE " + name);
        }
        return names.size();
    }

    private static String name(Table table, int bucket) {
        return table.name() + "_b" + bucket;
    }

    private static String text(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static boolean is(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
