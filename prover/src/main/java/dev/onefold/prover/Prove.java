package dev.onefold.prover;

import dev.onefold.prover.database.Database;
import dev.onefold.prover.database.Durability;
import dev.onefold.prover.database.EmbeddedDatabase;
import dev.onefold.prover.nodes.NodeOptions;
import dev.onefold.prover.nodes.Nodes;
import dev.onefold.prover.nodes.Ports;
import dev.onefold.prover.nodes.ShopMode;
import dev.onefold.prover.report.Proof;
import dev.onefold.prover.report.ProofJson;
import dev.onefold.prover.report.ProofTable;
import dev.onefold.prover.report.Terminal;
import dev.onefold.prover.storms.Row;
import dev.onefold.prover.storms.StormRun;
import dev.onefold.prover.storms.Target;
import dev.onefold.prover.storms.Technique;
import dev.onefold.prover.verdict.NoVerdictException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Storms the techniques one after the other, from the first process to the verdict. */
final class Prove {

    private static final int NODES = 2;

    private final List<Technique> techniques;
    private final long seed;
    private final int seconds;
    private final ShopMode mode;
    private final @Nullable Path json;
    private final long startNanos = System.nanoTime();

    Prove(List<Technique> techniques, long seed, int seconds, ShopMode mode, @Nullable Path json) {
        this.techniques = techniques;
        this.seed = seed;
        this.seconds = seconds;
        this.mode = mode;
        this.json = json;
    }

    Row.Verdict run(Terminal terminal) {
        Path directory = Home.create(
                Home.directory().resolve("prove-" + ProcessHandle.current().pid()));
        Path logs = Home.create(directory.resolve("logs"));
        Row.Verdict verdict;
        try (Cleanup cleanup = new Cleanup()) {
            cleanup.add(() -> Home.delete(cleanup.interrupted() ? directory : directory.resolve("data")));
            try {
                Proof proof = prove(terminal, cleanup, directory, logs);
                ProofTable.print(proof, terminal);
                if (json != null) {
                    ProofJson.write(proof, json);
                }
                verdict = proof.verdict();
            } catch (NoVerdictException e) {
                cleanup.waitForTheEndIfInterrupted();
                throw e;
            }
            if (verdict == Row.Verdict.PASS) {
                cleanup.add(() -> Home.delete(directory));
            } else {
                terminal.say("The output of the processes is in " + logs);
            }
        }
        return verdict;
    }

    private Proof prove(Terminal terminal, Cleanup cleanup, Path directory, Path logs) {
        terminal.say("Starting a PostgreSQL, " + NODES + " nodes of the shop, " + mode + ", and " + NODES
                + " of the naive code");
        EmbeddedDatabase server = cleanup.begin(
                () -> EmbeddedDatabase.start(directory.resolve("data"), logs.resolve("postgresql.log")),
                EmbeddedDatabase::close);
        Map<String, String> durability = Durability.require(server.database());
        Database naiveDatabase = server.create("naive");
        List<Integer> ports = Ports.free(2 * NODES);
        Nodes shop = Nodes.on(
                ports.subList(0, NODES),
                NodeOptions.shop(Home.jar("shop"), server.database(), logs)
                        .in(mode)
                        .shortLived());
        Nodes naive = Nodes.on(
                ports.subList(NODES, 2 * NODES),
                new NodeOptions("naive", Home.jar("naive"), naiveDatabase, logs, List.of()).shortLived());
        cleanup.add(shop::abandon);
        cleanup.add(naive::abandon);
        naive.start();
        shop.start();
        Target guarded = new Target(shop, server.database(), true);
        Target bare = new Target(naive, naiveDatabase, false);
        List<Row> rows = new ArrayList<>();
        for (Technique technique : inOrderOfStorms()) {
            rows.add(row(terminal, technique, guarded, bare));
        }
        rows.sort(Comparator.comparing(Row::technique));
        return new Proof(rows, seed, seconds, NODES, mode, durability, (System.nanoTime() - startNanos) / 1e9);
    }

    /** The settlement is of every customer there is, so it comes before the others bring theirs. */
    private List<Technique> inOrderOfStorms() {
        return techniques.stream()
                .sorted(Comparator.comparing(technique -> technique != Technique.ONCE_PER_PERIOD))
                .toList();
    }

    private Row row(Terminal terminal, Technique technique, Target shop, Target naive) {
        String subject = technique.number() + " of " + Technique.values().length + ", " + technique.title() + ": ";
        terminal.say(subject + "storming the shop, then the naive code");
        Row row = new Row(
                technique, StormRun.on(shop, technique, seed, seconds), StormRun.on(naive, technique, seed, seconds));
        terminal.say(subject + row.verdict() + ", " + row.shop().violations().size() + " violations; naive code "
                + row.naive().violations().size());
        return row;
    }
}
