package dev.onefold.prover;

import dev.onefold.prover.database.Database;
import dev.onefold.prover.database.EmbeddedDatabase;
import dev.onefold.prover.nodes.Node;
import dev.onefold.prover.nodes.NodeOptions;
import dev.onefold.prover.nodes.Nodes;
import dev.onefold.prover.nodes.Ports;
import dev.onefold.prover.report.Terminal;
import dev.onefold.prover.verdict.BadUseException;
import dev.onefold.prover.verdict.ExitStatus;
import dev.onefold.prover.verdict.NoVerdictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "shop",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts the shop and its database, and prints two curl lines that show an effect and its replay.",
            "It runs until Ctrl-C; its data is there again the next time."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "2:bad use: an option is wrong; nothing was started",
            "3:a port, the disk, the database or a process stood in the way"
        })
final class ShopCommand implements Callable<Integer> {

    private static final int WATCH_MILLIS = 500;

    @Option(
            names = "--port",
            defaultValue = "8080",
            paramLabel = "PORT",
            description = "Port of the first node; further nodes take the next ones (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--nodes",
            defaultValue = "1",
            paramLabel = "N",
            description = "How many shop processes share the database (default: ${DEFAULT-VALUE}).")
    private int nodeCount;

    @Option(names = "--data", paramLabel = "DIR", description = "Where the database is kept (default: .onefold/shop).")
    private @Nullable Path data;

    @Option(names = "--fresh", description = "Begin anew: delete the database first.")
    private boolean fresh;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = "Use this PostgreSQL database instead of an own one:"
                    + " jdbc:postgresql://host:5432/name?user=...&password=...")
    private @Nullable String databaseUrl;

    @Override
    public Integer call() {
        Bounds.check("--port", port, 1, 65_535);
        Bounds.check("--nodes", nodeCount, 1, 16);
        if (databaseUrl != null && (fresh || data != null)) {
            throw new BadUseException(
                    "--fresh and --data are about the own database; they do not go with --database-url");
        }
        Database external = databaseUrl == null ? null : Database.external(databaseUrl);
        Terminal terminal = Terminal.ofProcess();
        Path shopJar = Home.jar("shop");
        List<Integer> ports = Ports.from(port, nodeCount);
        Path logs = Home.create(Home.directory().resolve("logs"));
        try (Cleanup cleanup = new Cleanup()) {
            try {
                serve(terminal, cleanup, external, new Setting(shopJar, ports, logs));
            } catch (NoVerdictException e) {
                cleanup.waitForTheEndIfInterrupted();
                throw e;
            }
        }
        return ExitStatus.RIGHT;
    }

    private record Setting(Path shopJar, List<Integer> ports, Path logs) {}

    private void serve(Terminal terminal, Cleanup cleanup, @Nullable Database external, Setting setting) {
        terminal.say("Starting the shop");
        Database database = external == null ? own(cleanup, setting.logs) : external;
        Nodes nodes = Nodes.on(setting.ports, NodeOptions.shop(setting.shopJar, database, setting.logs));
        cleanup.add(nodes::close);
        nodes.start();
        Node first = nodes.at(0);
        DemoGoods.layIn(first);
        terminal.out().println("API page: " + first.uri("/swagger-ui.html"));
        // the second line goes to the second node, if there is one: it knows the answer of the first
        DemoGoods.curlLines(first, nodes.at(1)).forEach(terminal.out()::println);
        terminal.out().flush();
        terminal.say("Ctrl-C stops it. Output: " + setting.logs);
        watch(nodes, cleanup);
    }

    private Database own(Cleanup cleanup, Path logs) {
        Path directory = data == null ? Home.directory().resolve("shop") : data.toAbsolutePath();
        if (fresh) {
            delete(directory);
        }
        return cleanup.begin(
                        () -> EmbeddedDatabase.start(directory, logs.resolve("shop-postgresql.log")),
                        EmbeddedDatabase::close)
                .database();
    }

    private static void delete(Path directory) {
        try {
            requireDatabaseOrEmpty(directory);
            Home.delete(directory);
        } catch (IOException e) {
            throw new NoVerdictException("cannot delete " + directory + ": " + e.getMessage(), e);
        }
    }

    private static void requireDatabaseOrEmpty(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        EmbeddedDatabase.refuseIfRunning(directory);
        try (Stream<Path> content = Files.list(directory)) {
            if (content.findAny().isPresent() && !Files.exists(directory.resolve("PG_VERSION"))) {
                throw new BadUseException("--fresh: " + directory + " holds no database of ours; it is not deleted");
            }
        }
    }

    private static void watch(Nodes nodes, Cleanup cleanup) {
        while (!cleanup.interrupted()) {
            for (int place = 0; place < nodes.count(); place++) {
                nodes.at(place).requireRunning();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(WATCH_MILLIS));
        }
    }
}
