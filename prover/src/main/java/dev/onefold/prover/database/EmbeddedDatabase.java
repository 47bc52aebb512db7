package dev.onefold.prover.database;

import dev.onefold.prover.verdict.NoVerdictException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A PostgreSQL of our own, on a free port, with its data in a directory that is kept. Its artifact switches durability
 * off by default; here it is switched on, and {@link Durability} asks the server itself.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final int START_WAIT_SECONDS = 90;
    private static final int STOP_WAIT_SECONDS = 60;
    private static final int MAX_CONNECTIONS = 200;
    private static final int BUFFERS_MEGABYTES = 256;

    private final EmbeddedPostgres server;
    private final Path dataDirectory;

    private EmbeddedDatabase(EmbeddedPostgres server, Path dataDirectory) {
        this.server = server;
        this.dataDirectory = dataDirectory;
    }

    /**
     * Starts the server; makes its data first if the directory holds none.
     *
     * @param dataDirectory where the data is or will be
     * @param log file its output is added to
     * @throws NoVerdictException if it does not start
     */
    public static EmbeddedDatabase start(Path dataDirectory, Path log) {
        return start(dataDirectory, log, BUFFERS_MEGABYTES);
    }

    /**
     * As {@link #start(Path, Path)}, with so much memory for pages.
     *
     * @param buffersMegabytes of the server's shared buffers
     */
    public static EmbeddedDatabase start(Path dataDirectory, Path log, int buffersMegabytes) {
        refuseIfRunning(dataDirectory);
        try {
            Files.createDirectories(dataDirectory);
            Redirect toLog = Redirect.appendTo(log.toFile());
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setDataDirectory(dataDirectory)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(Duration.ofSeconds(START_WAIT_SECONDS))
                    .setLocaleConfig("locale", "C")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", Integer.toString(MAX_CONNECTIONS))
                    .setServerConfig("shared_buffers", buffersMegabytes + "MB")
                    .setServerConfig("max_wal_size", "2GB")
                    .setServerConfig("unix_socket_directories", "")
                    .setOutputRedirector(toLog)
                    .setErrorRedirector(toLog)
                    .start();
            return new EmbeddedDatabase(server, dataDirectory);
        } catch (IOException | RuntimeException e) {
            serverProcess(dataDirectory).ifPresent(EmbeddedDatabase::end);
            throw new NoVerdictException(
                    "PostgreSQL does not start in " + dataDirectory + " (is the disk full or read-only?): "
                            + firstLine(e) + "; its output is in " + log,
                    e);
        }
    }

    /** How to reach it. */
    public Database database() {
        return database("postgres");
    }

    private Database database(String name) {
        return new Database("jdbc:postgresql://localhost:" + server.getPort() + "/" + name, "postgres", "");
    }

    /** Makes a further database. */
    public Database create(String name) {
        try (Connection connection = database().open();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
            return database(name);
        } catch (SQLException e) {
            throw new NoVerdictException("the database " + name + " cannot be made: " + e.getMessage(), e);
        }
    }

    /** Stops the server and returns when its process is gone. */
    @Override
    public void close() {
        Optional<ProcessHandle> process = serverProcess(dataDirectory);
        try {
            server.close();
        } catch (IOException e) {
            process.ifPresent(ProcessHandle::destroy);
        }
        process.ifPresent(EmbeddedDatabase::end);
    }

    /** Refuses a directory whose server is running. */
    public static void refuseIfRunning(Path dataDirectory) {
        serverProcess(dataDirectory).ifPresent(process -> {
            throw new NoVerdictException("PostgreSQL (process " + process.pid() + ") is already running on "
                    + dataDirectory + "; stop it first, or use another directory");
        });
    }

    /** The first line of the file PostgreSQL keeps while it runs is its process id. */
    private static Optional<ProcessHandle> serverProcess(Path dataDirectory) {
        try {
            List<String> lines = Files.readAllLines(dataDirectory.resolve("postmaster.pid"));
            return ProcessHandle.of(Long.parseLong(lines.get(0).trim()))
                    .filter(ProcessHandle::isAlive)
                    .filter(EmbeddedDatabase::looksLikePostgres);
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** A stale file may name a process id that something else has by now. */
    private static boolean looksLikePostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> command.contains("postgres"))
                .orElse(true);
    }

    private static void end(ProcessHandle process) {
        try {
            process.onExit().get(STOP_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            process.destroyForcibly();
        }
    }

    private static String firstLine(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        return message.lines().findFirst().orElse(message);
    }
}
