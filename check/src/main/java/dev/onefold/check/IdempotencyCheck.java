package dev.onefold.check;

import dev.onefold.check.Finding.Status;
import dev.onefold.check.load.Load;
import dev.onefold.check.load.LoadPlan;
import dev.onefold.check.load.LoadReport;
import dev.onefold.check.oracle.HttpOracle;
import dev.onefold.check.oracle.OracleException;
import dev.onefold.check.rule.Bench;
import dev.onefold.check.rule.KeyAccepted;
import dev.onefold.check.rule.NoAnswerException;
import dev.onefold.check.rule.NoVerdictException;
import dev.onefold.check.rule.Rule;
import dev.onefold.check.rule.Rules;
import dev.onefold.check.rule.Settings;
import dev.onefold.check.rule.Step;
import dev.onefold.check.rule.Trial;
import dev.onefold.check.rule.Verdict;
import dev.onefold.check.subject.Allowance;
import dev.onefold.check.subject.Call;
import dev.onefold.check.subject.Hosts;
import dev.onefold.check.subject.Intents;
import dev.onefold.check.subject.Target;
import dev.onefold.check.subject.UnusableException;
import dev.onefold.check.wire.Limits;
import dev.onefold.check.wire.Protocol;
import dev.onefold.check.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Examines every rule for every target.
 *
 * <pre>{@code
 * Call order = Call.of("POST", "http://localhost:8080/orders")
 *         .withHeader("Content-Type: application/json")
 *         .withBody("{\"reference\":\"{{ref}}\",\"quantity\":2}");
 * CheckReport report = IdempotencyCheck.builder()
 *         .counted(Target.of(order).build(), "GET /orders?ref={{ref}} | $.total")
 *         .build()
 *         .run();
 * }</pre>
 *
 * It sends real requests with real effects, a few hundred for each target. Use it on systems that are there to be tested.
 */
public final class IdempotencyCheck implements AutoCloseable {

    private final List<Counted> targets;
    private final Set<String> only;
    private final Settings settings;
    private final Limits limits;
    private final @Nullable SSLContext tls;
    private final @Nullable LoadPlan load;
    private final Intents intents;
    private final Allowance allowance;
    private final long seed;
    private final Function<String, String> reproduction;

    IdempotencyCheck(CheckBuilder builder) {
        targets = List.copyOf(builder.targets);
        if (targets.isEmpty()) {
            throw new UnusableException("nothing to check");
        }
        only = Set.copyOf(builder.only);
        for (String id : only) {
            if (ids().stream().noneMatch(id::equals)) {
                throw new UnusableException("there is no check " + id + "; there are " + String.join(", ", ids()));
            }
        }
        settings = builder.settings;
        limits = builder.limits;
        tls = builder.tls;
        load = builder.load;
        seed = builder.seed;
        intents = Intents.ofRun();
        reproduction = builder.reproduction;
        allowance = Allowance.of(requireHosts(builder.allowedHosts));
    }

    /** Refuses every origin that is not allowed. */
    private boolean requireHosts(Set<String> allowed) {
        boolean loopback = true;
        for (Counted counted : targets) {
            Hosts.require(counted.target().call().origin(), allowed);
            for (Call before : counted.target().before()) {
                Hosts.require(before.origin(), allowed);
            }
            if (counted.oracle() instanceof HttpOracle oracle) {
                Hosts.require(oracle.origin(), allowed);
            }
            loopback &= Hosts.isLoopback(counted.target().call().origin().host());
        }
        return loopback;
    }

    /** The names of all checks, in the order in which they are done. */
    public static List<String> ids() {
        List<String> ids = new ArrayList<>();
        ids.add(KeyAccepted.CARD.id());
        Rules.all().forEach(rule -> ids.add(rule.card().id()));
        return ids;
    }

    /** Begins to gather what is to be done. */
    public static CheckBuilder builder() {
        return new CheckBuilder();
    }

    /**
     * Does it.
     *
     * @throws NoVerdictException if a target does not accept the request as it was given, its effects cannot be counted, or
     *     nobody answers
     */
    public CheckReport run() {
        return run(finding -> {});
    }

    /**
     * Does it, and tells each finding when it is there.
     *
     * @param listener is told by the calling thread
     * @throws NoVerdictException if a target does not accept the request as it was given, its effects cannot be counted, or
     *     nobody answers
     */
    public CheckReport run(Consumer<Finding> listener) {
        long start = System.nanoTime();
        try (this) {
            List<Finding> findings = new ArrayList<>();
            Consumer<Finding> both = finding -> {
                findings.add(finding);
                listener.accept(finding);
            };
            examinations().forEach(examination -> both.accept(examination.run()));
            LoadReport measured = load == null ? null : load(load, both);
            boolean counted = targets.stream().allMatch(each -> each.oracle() != null);
            double seconds = (System.nanoTime() - start) / 1e9;
            return new CheckReport(findings, counted, seed, allowance.taken(), seconds, measured);
        } catch (OracleException | Allowance.SpentException e) {
            throw new NoVerdictException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * One for each rule and target, to be run by one thread, all of them or some. Nothing is sent before. Who runs them
     * himself closes this afterwards.
     */
    public List<Examination> examinations() {
        List<Examination> all = new ArrayList<>();
        targets.forEach(counted -> addExaminations(counted, all));
        for (Rule rule : Rules.all()) {
            boolean used = targets.stream()
                    .anyMatch(counted ->
                            rule.methods().contains(counted.target().call().method()));
            if (!used && wanted(rule.card().id())) {
                all.add(Examination.unused(rule));
            }
        }
        return all;
    }

    private void addExaminations(Counted counted, List<Examination> all) {
        Target target = counted.target();
        Examination.Opening opening = new Examination.Opening(
                new Bench(target, counted.oracle(), intents, allowance, settings, limits, tls, null, false));
        String method = target.call().method();
        if (Rule.KEYED_METHODS.contains(method) && wanted(KeyAccepted.CARD.id())) {
            all.add(Examination.of(
                    target,
                    KeyAccepted.CARD,
                    () -> finding(target, KeyAccepted.CARD, opening.verdict(), opening.trial())));
        }
        for (Rule rule : Rules.all()) {
            if (wanted(rule.card().id()) && rule.methods().contains(method)) {
                all.add(Examination.of(target, rule.card(), () -> examine(target, rule, opening)));
            }
        }
    }

    private Finding examine(Target target, Rule rule, Examination.Opening opening) {
        Optional<Bench> bench = opening.bench();
        if (bench.isEmpty()) {
            return finding(
                    target,
                    rule.card(),
                    Verdict.notApplicable("keys are not accepted; see key-accepted"),
                    opening.trial());
        }
        Trial trial = new Trial(bench.get());
        return finding(target, rule.card(), verdict(rule, trial), trial);
    }

    private static Verdict verdict(Rule rule, Trial trial) {
        try {
            return rule.examine(trial);
        } catch (NoAnswerException e) {
            return Verdict.fail("a request was not answered: " + e.getMessage());
        }
    }

    private boolean wanted(String id) {
        return only.isEmpty() || only.contains(id);
    }

    private Finding finding(Target target, Rule.Card card, Verdict verdict, Trial trial) {
        Status status = verdict instanceof Verdict.Pass
                ? Status.PASS
                : verdict instanceof Verdict.Fail ? Status.FAIL : Status.NA;
        String line = reproduction.apply(card.id());
        return new Finding(
                target.toString(), card, status, verdict.detail(), trial.steps(), line.isEmpty() ? curl(trial) : line);
    }

    /** Without a command line: what was sent, one after the other. */
    private static String curl(Trial trial) {
        return trial.steps().stream()
                .map(Step::curl)
                .filter(command -> !command.isEmpty())
                .collect(Collectors.joining("; "));
    }

    /** Gives up what the oracles hold. */
    @Override
    public void close() {
        targets.forEach(counted -> {
            if (counted.oracle() != null) {
                counted.oracle().close();
            }
        });
    }

    private LoadReport load(LoadPlan plan, Consumer<Finding> listener) {
        Counted counted = targets.get(0);
        Wire wire = Wire.to(Protocol.HTTP_1_1, counted.target().call().origin(), limits, tls);
        LoadReport report = Load.run(counted.target(), plan, wire, allowance, intents, seed, counted.oracle());
        listener.accept(LoadFinding.of(counted.target(), report, reproduction.apply("load")));
        return report;
    }
}
