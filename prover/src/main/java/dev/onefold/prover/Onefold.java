package dev.onefold.prover;

import dev.onefold.check.subject.UnusableException;
import dev.onefold.prover.verdict.BadUseException;
import dev.onefold.prover.verdict.ExitStatus;
import dev.onefold.prover.verdict.NoVerdictException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** The command {@code onefold}. */
@Command(
        name = "onefold",
        description = "One request or a thousand copies of it: one effect, one answer.",
        subcommands = {ReplayCommand.class, ProveCommand.class, CheckCommand.class, ShopCommand.class, HelpCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Onefold.Version.class,
        footer = {
            "",
            "Try:  onefold replay              a made-up trading day, in copies, with processes killed",
            "      onefold replay FILE.csv.gz  trading of your own",
            "      onefold prove               the ten techniques, stormed, and the same on code without them",
            "      onefold check METHOD URL    any API of yours; onefold check --shop for this one",
            "      onefold shop                the shop on http://localhost:8080",
            "      onefold bench               what protection costs, in figures (see onefold bench --help)",
            "      onefold help replay         everything about one command"
        })
public final class Onefold {

    private Onefold() {}

    /**
     * Runs a command and exits with its status.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Onefold())
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((thrown, command, parsed) -> status(thrown, command));
    }

    private static int status(Exception thrown, CommandLine command) {
        PrintWriter err = command.getErr();
        if (thrown instanceof BadUseException || thrown instanceof UnusableException) {
            err.println("onefold: " + thrown.getMessage());
            return ExitStatus.BAD_USE;
        }
        if (thrown instanceof NoVerdictException) {
            err.println("onefold: no verdict: " + thrown.getMessage());
            return ExitStatus.NO_VERDICT;
        }
        err.println("onefold: no verdict, for a reason nobody thought of:");
        thrown.printStackTrace(err);
        return ExitStatus.NO_VERDICT;
    }

    /** The version the jar carries. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Onefold.class.getPackage().getImplementationVersion();
            return new String[] {"onefold " + (version == null ? "(not packaged)" : version)};
        }
    }
}
