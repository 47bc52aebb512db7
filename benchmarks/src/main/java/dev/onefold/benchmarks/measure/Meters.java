package dev.onefold.benchmarks.measure;

import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** What is read before and after each turn: CPU time of this process and of the database's, and its WAL position. */
public final class Meters {

    private static final com.sun.management.OperatingSystemMXBean PROCESS =
            (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** How much a server has written ahead since it was started. */
    public interface WrittenAhead {
        long bytes() throws SQLException;
    }

    private final WrittenAhead log;
    private final ProcessHandle server;
    private final DoubleSupplier client;

    private Meters(WrittenAhead log, ProcessHandle server, DoubleSupplier client) {
        this.log = log;
        this.server = server;
        this.client = client;
    }

    /**
     * Of this process and a database on this machine.
     *
     * @throws SQLException if the database does not tell which process it is
     */
    public static Meters of(DataSource database) throws SQLException {
        long pid = number(database, "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::bigint");
        return of(pid, () -> number(database, "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint"));
    }

    /** Of this process and another server on this machine. */
    public static Meters of(long pid, WrittenAhead log) {
        ProcessHandle server = ProcessHandle.of(pid)
                .orElseThrow(() -> new IllegalStateException("The server's process " + pid + " is not to be seen"));
        return new Meters(log, server, () -> PROCESS.getProcessCpuTime() / 1e9);
    }

    /** The same, with the CPU time of the processes this one started in place of its own: what is measured runs there. */
    public Meters ofChildren() {
        return new Meters(
                log,
                server,
                () -> ProcessHandle.current()
                        .children()
                        .mapToDouble(Meters::seconds)
                        .sum());
    }

    /** One reading. */
    public record Reading(long nanos, double clientSeconds, double serverSeconds, long walPosition) {

        /** What happened since an earlier reading. */
        public Sample since(Reading earlier, long units) {
            return new Sample(
                    units,
                    (nanos - earlier.nanos) / 1e9,
                    clientSeconds - earlier.clientSeconds,
                    serverSeconds - earlier.serverSeconds,
                    walPosition - earlier.walPosition);
        }
    }

    /** Reads all of them now. */
    public Reading read() throws SQLException {
        long wal = log.bytes();
        double cpu = Stream.concat(Stream.of(server), server.children())
                .mapToDouble(Meters::seconds)
                .sum();
        return new Reading(System.nanoTime(), client.getAsDouble(), cpu, wal);
    }

    private static double seconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    private static long number(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
