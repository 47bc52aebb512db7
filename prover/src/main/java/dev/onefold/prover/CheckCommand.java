package dev.onefold.prover;

import dev.onefold.check.CheckBuilder;
import dev.onefold.check.CheckReport;
import dev.onefold.check.Finding;
import dev.onefold.check.oracle.HttpOracle;
import dev.onefold.check.oracle.Oracle;
import dev.onefold.check.oracle.SqlOracle;
import dev.onefold.check.subject.Call;
import dev.onefold.check.subject.Target;
import dev.onefold.prover.report.Terminal;
import dev.onefold.prover.verdict.BadUseException;
import dev.onefold.prover.verdict.ExitStatus;
import dev.onefold.prover.verdict.NoVerdictException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
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

    @Option(names = "--list", description = "Show all checks, and send nothing.")
    private boolean list;

    @Mixin
    private CheckManner manner = new CheckManner();

    @Mixin
    private CheckOutput output = new CheckOutput();

    @Override
    public Integer call() {
        Terminal terminal = Terminal.ofProcess();
        if (list) {
            terminal.out().print(CheckList.text());
            return ExitStatus.RIGHT;
        }
        output.check();
        try {
            CheckReport report = report(terminal);
            output.write(terminal, report);
            return report.failed() ? ExitStatus.VIOLATION : ExitStatus.RIGHT;
        } catch (NoVerdictException e) {
            output.writeNone(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private CheckReport report(Terminal terminal) {
        CheckBuilder check = manner.builder().reproduction(id -> Reproduction.line(arguments(), id, manner.seed()));
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

    private static CheckReport run(CheckBuilder check, Terminal terminal) {
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

    private List<String> arguments() {
        return spec == null
                ? List.of()
                : spec.root().commandLine().getParseResult().originalArgs();
    }

    private void addTargets(CheckBuilder check) {
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
            return HttpOracle.parse(count, call, manner.trust());
        }
        return countSql == null ? null : SqlOracle.parse(countSql);
    }
}
