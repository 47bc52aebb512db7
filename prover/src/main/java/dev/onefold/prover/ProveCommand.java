package dev.onefold.prover;

import dev.onefold.prover.nodes.ShopMode;
import dev.onefold.prover.report.Terminal;
import dev.onefold.prover.storms.Row;
import dev.onefold.prover.storms.Technique;
import dev.onefold.prover.verdict.ExitStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "prove",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Storms each of the ten techniques: duplicates, races, a killed node, a paused node. Effects are counted by SQL.",
            "Beside it the same storm on the code that the technique replaces, with the damage it does.",
            "It starts a PostgreSQL and all processes itself, and stops them again."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every effect happened once",
            "1:a violation, or a run that proves nothing",
            "2:bad use: an option is wrong; nothing was started",
            "3:no verdict: a port, the disk, the database or a process stood in the way"
        })
final class ProveCommand implements Callable<Integer> {

    @Option(
            names = "--technique",
            paramLabel = "N",
            description = "Only this one, from 1 to 10 (default: all ten, one after the other).")
    private @Nullable Integer technique;

    @Option(
            names = "--seconds",
            defaultValue = "5",
            paramLabel = "N",
            description = "How long each storm blows, from 1 to 600 (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "NUMBER",
            description = "Decides what each round of a storm holds (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--mode",
            defaultValue = "coalesced",
            paramLabel = "MODE",
            description = "How the shop does its hot endpoints: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private ShopMode mode = ShopMode.COALESCED;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the outcome to this file as well.")
    private @Nullable Path json;

    @Override
    public Integer call() {
        Bounds.check("--seconds", seconds, 1, 600);
        List<Technique> techniques = List.of(Technique.values());
        if (technique != null) {
            int number = Bounds.check("--technique", technique, 1, techniques.size());
            techniques = List.of(techniques.get(number - 1));
        }
        JsonFile.check(json);
        Row.Verdict verdict = new Prove(techniques, seed, seconds, mode, json).run(Terminal.ofProcess());
        return verdict == Row.Verdict.PASS ? ExitStatus.RIGHT : ExitStatus.VIOLATION;
    }
}
