package dev.onefold.benchmarks.experiment;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.onefold.benchmarks.measure.Contest;
import dev.onefold.benchmarks.measure.Effort;
import dev.onefold.benchmarks.measure.Meters;
import dev.onefold.benchmarks.report.Findings;
import dev.onefold.prover.database.Database;
import dev.onefold.prover.database.EmbeddedDatabase;
import dev.onefold.prover.report.Terminal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/** What an experiment works with: a database server that does not forget, meters, and a place for what it finds. */
public final class Laboratory implements AutoCloseable {

    /** Connections of a pool; with more, two cores did less of everything. */
    public static final int MOST_CONNECTIONS = 16;

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final EmbeddedDatabase server;
    private final Effort effort;
    private final Terminal terminal;
    private final Path directory;
    private final Findings findings;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    public Laboratory(EmbeddedDatabase server, Effort effort, Terminal terminal, Path directory, Findings findings) {
        this.server = server;
        this.effort = effort;
        this.terminal = terminal;
        this.directory = directory;
        this.findings = findings;
    }

    public Effort effort() {
        return effort;
    }

    public Terminal terminal() {
        return terminal;
    }

    /** Where logs of processes go. */
    public Path directory() {
        return directory;
    }

    public Findings findings() {
        return findings;
    }

    /** A new, empty database. */
    public Database database() {
        return server.create("bench" + DATABASES.incrementAndGet());
    }

    /** A pool on it for so many callers, closed at the end of the experiment. */
    public HikariDataSource pool(Database database, int callers) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(Math.min(callers, MOST_CONNECTIONS));
        return closing(new HikariDataSource(config));
    }

    /** Closed at the end of the experiment, the last first. */
    public <T extends AutoCloseable> T closing(T thing) {
        open.push(thing);
        return thing;
    }

    public Meters meters() throws SQLException {
        return Meters.of(pool(server.database(), 1));
    }

    /** A contest by these meters. */
    public Contest contest() throws SQLException {
        return new Contest(meters(), effort, terminal);
    }

    /** Says, here and in the report, that a server could not be started, without which there is nothing to measure. */
    public void skip(Experiment experiment, String server, Exception failure) {
        String why = "no " + server + " could be started: "
                + String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        terminal.say("skipped: " + why);
        findings.skipped(experiment.name(), why);
    }

    /** Closes what the experiment opened. */
    @Override
    public void close() {
        while (!open.isEmpty()) {
            AutoCloseable thing = open.pop();
            try {
                thing.close();
            } catch (Exception e) {
                terminal.say("while closing " + thing + ": " + e);
            }
        }
    }
}
