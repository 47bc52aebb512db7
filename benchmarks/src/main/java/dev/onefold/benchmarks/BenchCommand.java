package dev.onefold.benchmarks;

import dev.onefold.benchmarks.experiment.Experiment;
import dev.onefold.benchmarks.experiment.Experiments;
import dev.onefold.benchmarks.measure.Effort;
import dev.onefold.benchmarks.report.Findings;
import dev.onefold.benchmarks.report.JsonFile;
import dev.onefold.benchmarks.report.Page;
import dev.onefold.benchmarks.report.Summary;
import dev.onefold.prover.report.Terminal;
import dev.onefold.prover.verdict.BadUseException;
import dev.onefold.prover.verdict.ExitStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "onefold bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures what protection costs beside doing without it, in turns in one run, on a PostgreSQL of its own",
            "that forgets nothing. Ratios are medians over the rounds. Wants the machine for itself."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:everything was measured",
            "2:bad use: an option is wrong; nothing was started",
            "3:no figures: a port, the disk, the database or a process stood in the way"
        })
final class BenchCommand implements Callable<Integer> {

    @Option(names = "--quick", description = "Figures to look at, in about 8 minutes instead of 50.")
    private boolean quick;

    @Option(names = "--smoke", hidden = true, description = "No figures: whether everything runs.")
    private boolean smoke;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Only these experiments, by name or its beginning.")
    private List<String> only = List.of();

    @Option(names = "--list", description = "Print the names of the experiments and what each asks.")
    private boolean list;

    @Option(names = "--json", paramLabel = "FILE", description = "Write what was found to this file as well.")
    private @Nullable Path json;

    @Option(
            names = "--report",
            paramLabel = "FILE[,FILE...]",
            split = ",",
            description =
                    "Measure nothing: write docs/reference/performance.md from these files of --json, the first of which"
                            + " counts where two measured the same.")
    private List<Path> report = List.of();

    @Override
    public Integer call() {
        if (!report.isEmpty()) {
            Page.write(report.stream().map(JsonFile::read).toList(), Run.home().resolve("docs/reference"));
            return ExitStatus.RIGHT;
        }
        if (list) {
            Experiments.all().forEach(each -> System.out.printf("%-12s %s%n", each.name(), each.title()));
            return ExitStatus.RIGHT;
        }
        if (json != null) {
            JsonFile.check(json);
        }
        Terminal terminal = Terminal.ofProcess();
        Effort effort = smoke ? Effort.SMOKE : quick ? Effort.QUICK : Effort.FULL;
        Run run = new Run(chosen(), effort, terminal);
        Findings findings = run.run();
        Summary.print(findings, terminal.out());
        if (json != null) {
            JsonFile.write(findings, run.circumstances(), json);
        }
        return ExitStatus.RIGHT;
    }

    private List<Experiment> chosen() {
        for (String name : only) {
            if (Experiments.all().stream().noneMatch(each -> each.name().startsWith(name))) {
                throw new BadUseException("--only " + name + ": there are "
                        + Experiments.all().stream().map(Experiment::name).collect(Collectors.joining(", ")));
            }
        }
        return Experiments.all().stream()
                .filter(each -> only.isEmpty() || only.stream().anyMatch(each.name()::startsWith))
                .toList();
    }
}
