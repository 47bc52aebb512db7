package dev.onefold.prover;

import dev.onefold.check.CheckReport;
import dev.onefold.check.report.Format;
import dev.onefold.prover.report.Terminal;
import dev.onefold.prover.verdict.NoVerdictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is written, and where. */
final class CheckOutput {

    @Option(
            names = "--format",
            defaultValue = "text",
            paramLabel = "FORMAT",
            description = "text, json, junit, sarif, html or markdown (default: ${DEFAULT-VALUE}).")
    private String format = "text";

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Write the report to this file and not to the terminal.")
    private @Nullable Path output;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON to this file as well.")
    private @Nullable Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "Write the report as a page to this file as well.")
    private @Nullable Path html;

    /** Refuses what could not be written, before anything is sent. */
    void check() {
        Names.of(Format.class, "--format", format);
        JsonFile.check(json);
        JsonFile.check("--html", html);
        JsonFile.check("--output", output);
    }

    void write(Terminal terminal, CheckReport report) {
        Format chosen = Names.of(Format.class, "--format", format);
        if (json != null) {
            write(json, Format.JSON.write(report));
        }
        if (html != null) {
            write(html, Format.HTML.write(report));
        }
        if (output != null) {
            write(output, chosen.write(report));
        } else {
            boolean coloured = chosen == Format.TEXT && terminal.coloured();
            terminal.out().print(coloured ? Format.inColour(report) : chosen.write(report));
            terminal.out().flush();
        }
    }

    /** There is no verdict, and a program that waits for one is told so. */
    void writeNone(String reason) {
        if (json != null) {
            write(json, Format.jsonWithoutVerdict(reason));
        }
    }

    private static void write(Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new NoVerdictException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
