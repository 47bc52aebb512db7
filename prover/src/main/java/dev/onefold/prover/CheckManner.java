package dev.onefold.prover;

import dev.onefold.check.CheckBuilder;
import dev.onefold.check.IdempotencyCheck;
import dev.onefold.check.load.LoadPlan;
import dev.onefold.check.rule.Settings;
import dev.onefold.check.wire.Limits;
import dev.onefold.prover.verdict.BadUseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How requests are sent: how many, how long, to whom. */
final class CheckManner {

    private static final int LOAD_COPIES = 5;
    private static final int LOAD_CONCURRENCY = 16;

    @Option(names = "--only", split = ",", paramLabel = "ID", description = "Only these checks; --list shows all.")
    private List<String> only = new ArrayList<>();

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
            names = "--allow-host",
            paramLabel = "NAME",
            description =
                    "A host other than this machine that may be sent to, at most 20,000 requests and 100 a second.")
    private List<String> allowedHosts = new ArrayList<>();

    @Option(names = "--insecure", description = "Trust any certificate.")
    private boolean insecure;

    @Option(
            names = "--marker",
            paramLabel = "NAME",
            description = "The header that says true on a replay (default: those in use, such as Idempotent-Replayed).")
    private @Nullable String marker;

    /** A check that is done in this way, still without a target. */
    CheckBuilder builder() {
        int answerMillis = millis("--timeout", timeoutSeconds);
        CheckBuilder check = IdempotencyCheck.builder()
                .settings(settings())
                .limits(Limits.DEFAULT.withAnswerMillis(answerMillis))
                .seed(seed);
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

    private Settings settings() {
        Settings settings = Settings.DEFAULT
                .withCopies(Bounds.check("--copies", copies == null ? Settings.DEFAULT.copies() : copies, 2, 128))
                .withRounds(Bounds.check("--rounds", rounds, 1, 50))
                .withPatienceMillis(millis("--patience", patienceSeconds))
                .withSettleMillis(Bounds.check("--settle", settleMillis, 0, 60_000));
        return marker == null ? settings : settings.withMarkers(List.of(marker));
    }

    private static int millis(String option, int seconds) {
        return (int) TimeUnit.SECONDS.toMillis(Bounds.check(option, seconds, 1, 600));
    }

    /** Whom to trust; null for the certificates this Java trusts. */
    @Nullable
    SSLContext trust() {
        return insecure ? Insecure.trustingAll() : null;
    }

    long seed() {
        return seed;
    }
}
