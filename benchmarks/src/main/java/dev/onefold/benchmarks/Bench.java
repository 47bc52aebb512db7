package dev.onefold.benchmarks;

import dev.onefold.prover.verdict.BadUseException;
import dev.onefold.prover.verdict.ExitStatus;
import dev.onefold.prover.verdict.NoVerdictException;
import java.io.PrintWriter;
import picocli.CommandLine;

/** The command {@code onefold bench}. */
public final class Bench {

    private Bench() {}

    /** Runs the command and exits with its status. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new BenchCommand())
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((thrown, command, parsed) -> status(thrown, command));
    }

    private static int status(Exception thrown, CommandLine command) {
        PrintWriter err = command.getErr();
        if (thrown instanceof BadUseException) {
            err.println("onefold: " + thrown.getMessage());
            return ExitStatus.BAD_USE;
        }
        err.println("onefold: no figures: " + thrown.getMessage());
        if (!(thrown instanceof NoVerdictException)) {
            thrown.printStackTrace(err);
        }
        return ExitStatus.NO_VERDICT;
    }
}
