package dev.onefold.benchmarks;

import dev.onefold.benchmarks.experiment.Experiment;
import dev.onefold.benchmarks.experiment.Laboratory;
import dev.onefold.benchmarks.measure.Effort;
import dev.onefold.benchmarks.report.Circumstances;
import dev.onefold.benchmarks.report.Findings;
import dev.onefold.prover.database.Durability;
import dev.onefold.prover.database.EmbeddedDatabase;
import dev.onefold.prover.report.Terminal;
import dev.onefold.prover.verdict.NoVerdictException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One run, from the first process to what was found. */
final class Run {

    /** Of the server: the indexes of ten million records fit. */
    private static final int BUFFERS_MEGABYTES = 1_024;

    private final List<Experiment> experiments;
    private final Effort effort;
    private final Terminal terminal;
    private final Findings findings = new Findings();
    private final long startNanos = System.nanoTime();
    private final double loadBefore =
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    private final Map<String, String> settings = new TreeMap<>();

    Run(List<Experiment> experiments, Effort effort, Terminal terminal) {
        this.experiments = experiments;
        this.effort = effort;
        this.terminal = terminal;
    }

    Findings run() {
        Path directory = home().resolve(".onefold")
                .resolve("bench-" + ProcessHandle.current().pid());
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new NoVerdictException("cannot write to " + directory + ": " + e.getMessage(), e);
        }
        terminal.say("Starting a PostgreSQL");
        EmbeddedDatabase server = EmbeddedDatabase.start(
                directory.resolve("data"), directory.resolve("postgresql.log"), BUFFERS_MEGABYTES);
        // also at Ctrl-C: whatever way the run ends, nothing of it is left
        Thread end = new Thread(() -> end(server, directory), "end");
        Runtime.getRuntime().addShutdownHook(end);
        settings.putAll(Durability.require(server.database()));
        settings.put("shared_buffers", BUFFERS_MEGABYTES + "MB");
        for (Experiment experiment : experiments) {
            terminal.say("== " + experiment.title());
            perform(experiment, server, directory);
        }
        return findings;
    }

    /** The project's directory, which the launcher names. */
    static Path home() {
        return Path.of(System.getProperty("onefold.home", System.getProperty("user.dir")))
                .toAbsolutePath();
    }

    private static void end(EmbeddedDatabase server, Path directory) {
        server.close();
        delete(directory);
    }

    private void perform(Experiment experiment, EmbeddedDatabase server, Path directory) {
        try (Laboratory laboratory = new Laboratory(server, effort, terminal, directory, findings)) {
            experiment.run(laboratory);
        } catch (Exception e) {
            throw new NoVerdictException(experiment.name() + " failed: " + e, e);
        }
    }

    Circumstances circumstances() {
        return Circumstances.now(effort.name(), settings, (System.nanoTime() - startNanos) / 1e9, loadBefore);
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("onefold: " + directory + " could not be deleted: " + e.getMessage());
        }
    }
}
