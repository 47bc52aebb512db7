package dev.onefold.prover;

import dev.onefold.check.CheckReport;
import dev.onefold.check.Finding;
import dev.onefold.check.IdempotencyCheck;
import dev.onefold.check.load.LoadPlan;
import dev.onefold.check.oracle.HttpOracle;
import dev.onefold.check.oracle.Oracle;
import dev.onefold.check.oracle.SqlOracle;
import dev.onefold.check.report.Format;
import dev.onefold.check.rule.Settings;
import dev.onefold.check.subject.Call;
import dev.onefold.check.subject.Target;
import dev.onefold.check.wire.Limits;
import dev.onefold.prover.report.Terminal;
import dev.onefold.prover.verdict.BadUseException;
import dev.onefold.prover.verdict.ExitStatus;
import dev.onefold.prover.verdict.NoVerdictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        customSynopsis = {
            "onefold check METHOD URL [-H LINE]... [-d BODY] [--count QUESTION] [OPTIONS]",
            "onefold check 'curl ...' | --from FILE [OPTIONS]",
            "onefold check --shop [OPTIONS]"
        },
        description = {
            "Sends duplicates, races and broken-off requests at any HTTP API, and says whether their effects happened once.",
            "The effects are real. Use it on systems that are there to be tested.",
            "%nExample:%n  onefold check POST http://localhost:8080/orders -H 'Authorization: Bearer me' \\%n"
                    + "    -d '{\"ref\":\"{{ref}}\",\"quantity\":2}' --count 'GET /orders?ref={{ref}} | $.total'%n"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:nothing failed",
            "1:something failed",
            "2:bad use: an option is wrong, or a host is not allowed; nothing was sent",
            "3:no verdict: nobody answers, the request as given is not accepted, or effects cannot be counted"
        })
final class CheckCommand implements Callable<Integer> {

    private static final int LOAD_COPIES = 5;
    private static final int LOAD_CONCURRENCY = 16;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private CheckedTargets given = new CheckedTargets();

    @Option(names = "--shop", description = "Start the shop, check it, and stop it again.")
    private boolean shop;

    @Option(
            names = "--count",
            paramLabel = "QUESTION",
            description =
                    "How many effects there are: 'GET /orders?ref={{ref}} | $.total', with a JSONPath or a regular"
                            + " expression.")
    private @Nullable String count;

    @Option(
            names = "--count-sql",
            paramLabel = "URL|SQL",
            description =
                    "The same from the database: 'jdbc:postgresql://localhost/shop?user=me|select count(*) from orders"
                            + " where ref = {{ref}}'.")
    private @Nullable String countSql;

    @Option(names = "--only", split = ",", paramLabel = "ID", description = "Only these checks; --list shows all.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--list", description = "Show all checks, and send nothing.")
    private boolean list;

    @Option(
            names = "--copies",
            paramLabel = "N",
            description =
                    "How many copies race, from 2 to 128 (default: 20); under load, copies of each key (default: 5).")
    private @Nullable Integer copies;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            paramLabel = "N",
            description = "How many races, from 1 to 50 (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--patience",
            defaultValue = "10",
            paramLabel = "SECONDS",
            description = "How long a request that is told to come again does so, to 600 (default: ${DEFAULT-VALUE}).")
    private int patienceSeconds;

    @Option(
            names = "--settle",
            defaultValue = "2000",
            paramLabel = "MILLIS",
            description = "How late an effect may be, to 60000 (default: ${DEFAULT-VALUE}).")
    private int settleMillis;

    @Option(
            names = "--timeout",
            defaultValue = "30",
            paramLabel = "SECONDS",
            description = "How long an answer may take, to 600 (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds;

    @Option(names = "--keys", paramLabel = "N", description = "Load, after the checks: how many keys, to 100000.")
    private @Nullable Integer keys;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Load: how many callers at once, to 256 (default: 16).")
    private @Nullable Integer concurrency;

    @Option(
            names = "--zipf",
            paramLabel = "EXPONENT",
            description = "Load: how uneven the copies are spread, from 0 to 3 (default: 0, evenly).")
    private @Nullable Double zipf;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "NUMBER",
            description = "Decides the order of a load (default: ${DEFAULT-VALUE}). Keys are new in every run.")
    private long seed;

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

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            description =
                    "A host other than this machine that may be sent to, at most 20,000 requests and 100 a second.")
    private List<String> allowedHosts = new ArrayList<>();

    @Option(names = "--insecure", description = "Trust any certificate.")
    private boolean insecure;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.ofProcess();
        if (list) {
            terminal.out().print(CheckList.text());
            return ExitStatus.RIGHT;
        }
        Format chosen = Names.of(Format.class, "--format", format);
        JsonFile.check(json);
        JsonFile.check("--html", html);
        JsonFile.check("--output", output);
        CheckReport report = report(terminal);
        write(terminal, chosen, report);
        return report.failed() ? ExitStatus.VIOLATION : ExitStatus.RIGHT;
    }

    private CheckReport report(Terminal terminal) {
        IdempotencyCheck.Builder check = builder();
        if (!shop) {
            addTargets(check);
            return run(check, terminal);
        }
        if (!given.isEmpty() || count != null || countSql != null) {
            throw new BadUseException("--shop knows its own requests and how to count; they do not go with it");
        }
        return new CheckShop(targets -> {
                    targets.forEach(target -> check.target(target.target(), target.oracle()));
                    return run(check, terminal);
                })
                .run(terminal);
    }

    private static CheckReport run(IdempotencyCheck.Builder check, Terminal terminal) {
        try {
            return check.build().run(finding -> tell(terminal, finding));
        } catch (dev.onefold.check.rule.NoVerdictException e) {
            throw new NoVerdictException(String.valueOf(e.getMessage()), e);
        }
    }

    private static void tell(Terminal terminal, Finding finding) {
        if (terminal.live()) {
            terminal.say("  " + finding.status().name().toLowerCase(Locale.ROOT) + "  " + finding.id());
        }
    }

    private IdempotencyCheck.Builder builder() {
        Settings settings = given.with(Settings.DEFAULT
                .withCopies(Bounds.check("--copies", copies == null ? Settings.DEFAULT.copies() : copies, 2, 128))
                .withRounds(Bounds.check("--rounds", rounds, 1, 50))
                .withPatienceMillis(
                        (int) TimeUnit.SECONDS.toMillis(Bounds.check("--patience", patienceSeconds, 1, 600)))
                .withSettleMillis(Bounds.check("--settle", settleMillis, 0, 60_000)));
        int answerMillis = (int) TimeUnit.SECONDS.toMillis(Bounds.check("--timeout", timeoutSeconds, 1, 600));
        IdempotencyCheck.Builder check = IdempotencyCheck.builder()
                .settings(settings)
                .limits(Limits.DEFAULT.withAnswerMillis(answerMillis))
                .seed(seed)
                .reproduction(id -> Reproduction.line(arguments(), id, seed));
        only.forEach(check::only);
        allowedHosts.forEach(check::allowHost);
        SSLContext tls = trust();
        if (tls != null) {
            check.tls(tls);
        }
        if (keys != null) {
            check.load(new LoadPlan(
                    keys,
                    copies == null ? LOAD_COPIES : copies,
                    concurrency == null ? LOAD_CONCURRENCY : concurrency,
                    zipf == null ? 0 : zipf));
        } else if (concurrency != null || zipf != null) {
            throw new BadUseException("--concurrency and --zipf are about load; say --keys as well");
        }
        return check;
    }

    private @Nullable SSLContext trust() {
        return insecure ? Insecure.trustingAll() : null;
    }

    private List<String> arguments() {
        return spec == null
                ? List.of()
                : spec.root().commandLine().getParseResult().originalArgs();
    }

    private void addTargets(IdempotencyCheck.Builder check) {
        if (given.isEmpty()) {
            throw new BadUseException("what is to be checked? METHOD URL, 'curl ...', --from FILE or --shop");
        }
        if (count != null && countSql != null) {
            throw new BadUseException("--count and --count-sql do not go together");
        }
        for (Target target : given.targets()) {
            check.target(target, oracle(target.call()));
        }
    }

    private @Nullable Oracle oracle(Call call) {
        if (count != null) {
            return HttpOracle.parse(count, call, trust());
        }
        return countSql == null ? null : SqlOracle.parse(countSql);
    }

    private void write(Terminal terminal, Format chosen, CheckReport report) {
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

    private static void write(Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new NoVerdictException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
