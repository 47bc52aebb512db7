package dev.onefold.prover;

import dev.onefold.prover.books.Books;
import dev.onefold.prover.books.BooksInput;
import dev.onefold.prover.database.Database;
import dev.onefold.prover.database.Durability;
import dev.onefold.prover.database.EmbeddedDatabase;
import dev.onefold.prover.expected.Excluded;
import dev.onefold.prover.expected.ExpectedBooks;
import dev.onefold.prover.expected.Figures;
import dev.onefold.prover.load.Load;
import dev.onefold.prover.load.LoadOptions;
import dev.onefold.prover.load.Told;
import dev.onefold.prover.nodes.NodeOptions;
import dev.onefold.prover.nodes.Nodes;
import dev.onefold.prover.nodes.Ports;
import dev.onefold.prover.nodes.ShopMode;
import dev.onefold.prover.report.JsonReport;
import dev.onefold.prover.report.Outcome;
import dev.onefold.prover.report.Progress;
import dev.onefold.prover.report.Summary;
import dev.onefold.prover.report.Terminal;
import dev.onefold.prover.trading.Document;
import dev.onefold.prover.trading.DocumentKind;
import dev.onefold.prover.trading.TradingRow;
import dev.onefold.prover.verdict.NoVerdictException;
import dev.onefold.prover.verdict.Violations;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One replay from the first process to the verdict. */
final class Replay {

    /** What the clients of the load repeat. */
    private static final String[] OPERATIONS = {"POST /api/orders", "POST /api/returns", "POST /api/stock/adjustments"};

    private final String source;
    private final List<TradingRow> rows;
    private final List<Document> documents;
    private final LoadOptions options;
    private final int nodeCount;
    private final ShopMode mode;
    private final boolean unprotected;
    private final @Nullable Database external;
    private final @Nullable Path json;
    private final Violations violations = new Violations();
    private final long startNanos = System.nanoTime();

    Replay(
            String source,
            List<TradingRow> rows,
            List<Document> documents,
            LoadOptions options,
            int nodeCount,
            ShopMode mode,
            boolean unprotected,
            @Nullable Database external,
            @Nullable Path json) {
        this.source = source;
        this.rows = rows;
        this.documents = documents;
        this.options = options;
        this.nodeCount = nodeCount;
        this.mode = mode;
        this.unprotected = unprotected;
        this.external = external;
        this.json = json;
    }

    /** True if the books are right and the run proves it. */
    boolean run(Terminal terminal) {
        Path shopJar = Home.jar("shop");
        Path directory = Home.create(
                Home.directory().resolve("replay-" + ProcessHandle.current().pid()));
        Path logs = Home.create(directory.resolve("logs"));
        boolean passed = false;
        try (Cleanup cleanup = new Cleanup()) {
            cleanup.add(() -> Home.delete(cleanup.interrupted() ? directory : directory.resolve("data")));
            try {
                Outcome outcome = replay(terminal, cleanup, directory, shopJar, logs);
                Summary.print(outcome, terminal);
                if (json != null) {
                    JsonReport.write(outcome, json);
                }
                passed = outcome.passed();
            } catch (NoVerdictException e) {
                cleanup.waitForTheEndIfInterrupted();
                throw e;
            }
            if (passed) {
                cleanup.add(() -> Home.delete(directory));
            } else {
                terminal.say("The shop's output is in " + logs);
            }
        }
        return passed;
    }

    private Outcome replay(Terminal terminal, Cleanup cleanup, Path directory, Path shopJar, Path logs) {
        terminal.say("Replaying " + source + ": " + documents.size() + " requests in 1 to " + options.copies()
                + " copies from " + options.clients() + " clients to " + nodeCount + " nodes, " + options.kills()
                + " kills, seed " + options.seed() + ", shop " + mode);
        Database database = database(cleanup, directory, logs);
        Map<String, String> durability = Durability.require(database);
        NodeOptions shop = NodeOptions.shop(shopJar, database, logs).in(mode).shortLived();
        Nodes nodes = Nodes.on(Ports.free(nodeCount), unprotected ? shop.unprotected(OPERATIONS) : shop);
        cleanup.add(nodes::abandon);
        nodes.start();
        Books.requireEmpty(database);
        Load load = new Load(documents, options, nodes, database, violations);
        load.setUp();
        double tradingSeconds = trade(terminal, load);
        terminal.say("Reading the books");
        ExpectedBooks expected = ExpectedBooks.of(rows, refused(load.told()));
        Figures found = check(database, load, expected);
        int sentAgain = 0;
        if (options.shortStock()) {
            terminal.say("Restocking, and sending what was refused once more");
            ExpectedBooks restocked = expected.withAdjustments(load.restock());
            sentAgain = load.sendRefusedAgain();
            found = check(database, load, restocked);
        }
        return new Outcome(
                source,
                options,
                nodeCount,
                mode,
                unprotected,
                expected.figures(),
                found,
                load.figures(),
                sentAgain,
                violations.all(),
                VoidRules.reasons(options, load.figures()),
                durability,
                tradingSeconds,
                seconds(startNanos));
    }

    private Database database(Cleanup cleanup, Path directory, Path logs) {
        if (external != null) {
            return external;
        }
        return cleanup.begin(
                        () -> EmbeddedDatabase.start(directory.resolve("data"), logs.resolve("postgresql.log")),
                        EmbeddedDatabase::close)
                .database();
    }

    private static double trade(Terminal terminal, Load load) {
        long from = System.nanoTime();
        try (Progress progress = new Progress(terminal, "copies", load.copiesPlanned(), load::copiesDone)) {
            load.trade();
            progress.done();
        }
        return seconds(from);
    }

    private Figures check(Database database, Load load, ExpectedBooks expected) {
        BooksInput input = new BooksInput(
                expected, load.setUpPlan().openingStock(), load.setUpPlan().openingPence(), load.told(), load::key);
        return Books.check(database, input, violations);
    }

    /** Only where stock was short may a refusal stand; elsewhere the books must hold everything. */
    private Excluded refused(List<Told> told) {
        if (!options.shortStock()) {
            return Excluded.NOTHING;
        }
        return new Excluded(
                refused(told, DocumentKind.ORDER),
                refused(told, DocumentKind.RETURN),
                refused(told, DocumentKind.ADJUSTMENT));
    }

    private static Set<String> refused(List<Told> told, DocumentKind kind) {
        return told.stream()
                .filter(one -> one.kind() == kind && !one.accepted())
                .map(Told::reference)
                .collect(Collectors.toSet());
    }

    private static double seconds(long fromNanos) {
        return (System.nanoTime() - fromNanos) / 1e9;
    }
}
