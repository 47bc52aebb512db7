package dev.onefold.benchmarks.experiment;

import dev.onefold.Onefold;
import dev.onefold.benchmarks.measure.Result;
import dev.onefold.benchmarks.measure.Sample;
import dev.onefold.benchmarks.measure.Spread;
import dev.onefold.benchmarks.measure.Way;
import dev.onefold.jdbc.JdbcSchema;
import dev.onefold.jdbc.JdbcStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/** Whether a first request gets dearer the more is stored: in time, and in what is written ahead after a checkpoint. */
final class RecordCounts implements Experiment {

    private static final int CALLERS = 16;

    @Override
    public String name() {
        return "records";
    }

    @Override
    public String title() {
        return "Stored records";
    }

    @Override
    public void run(Laboratory laboratory) throws Exception {
        List<Way> ways = new ArrayList<>();
        DataSource last = null;
        for (int records : laboratory.effort().records()) {
            DataSource pool = laboratory.pool(laboratory.database(), CALLERS);
            Business.create(pool);
            JdbcSchema.initialize(pool);
            Onefold<Connection> onefold = laboratory.closing(Onefold.on(JdbcStore.on(pool)));
            laboratory.terminal().say(String.format(Locale.ROOT, "storing %,d records", records));
            Stored.fill(pool, records);
            ways.add(Modes.transactional(label(records), onefold));
            last = pool;
        }
        Result result = laboratory.contest().run("stored records", CALLERS, ways);
        String base = ways.get(0).name();
        laboratory.findings().table(name(), title() + ", " + CALLERS + " callers", result, base);
        for (int records : laboratory.effort().records()) {
            if (records > 0) {
                String way = label(records);
                laboratory
                        .findings()
                        .ratio("records_" + way, result.ratio(way, base, Sample::throughput))
                        .ratio("wal_records_" + way, Spread.once(wal(result, way) / wal(result, base)));
            }
        }
        if (last != null) {
            laboratory.findings().figure("tombstone_bytes", Spread.once(tombstone(last)));
        }
    }

    /** Of all rounds since the checkpoint, not of the median one: the first ones write the most. */
    private static double wal(Result result, String way) {
        return result.total(way, Sample::walBytes) / result.total(way, Sample::units);
    }

    /** {@code 0}, {@code 1m}, {@code 10m}. */
    private static String label(int records) {
        return records >= 1_000_000 ? records / 1_000_000 + "m" : Integer.toString(records);
    }

    /** The row and its index entry of one record in the fullest partition that is written no more. */
    private static double tombstone(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        SELECT pg_total_relation_size(c.oid) / nullif(c.reltuples, 0) FROM pg_class c
                          JOIN pg_inherits i ON i.inhrelid = c.oid AND i.inhparent = 'onefold_record'::regclass
                         ORDER BY c.reltuples DESC LIMIT 1""");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getDouble(1);
        }
    }
}
