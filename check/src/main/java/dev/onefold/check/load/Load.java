package dev.onefold.check.load;

import dev.onefold.check.load.LoadReport.Latency;
import dev.onefold.check.load.LoadReport.Point;
import dev.onefold.check.oracle.Oracle;
import dev.onefold.check.subject.Allowance;
import dev.onefold.check.subject.Intent;
import dev.onefold.check.subject.Intents;
import dev.onefold.check.subject.Target;
import dev.onefold.check.wire.Connection;
import dev.onefold.check.wire.Exchange;
import dev.onefold.check.wire.Wire;
import dev.onefold.check.wire.WireResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of many keys in many copies from many callers at once. What is told to come again does, until every
 * key was accepted at least once.
 */
public final class Load {

    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);
    private static final int DIGITS = 3;
    private static final int MOST_COUNTED = 1_000;
    private static final int LISTED = 20;
    private static final int AGAIN_MILLIS = 50;
    private static final int MOST_ROUNDS = 200;
    private static final Set<Integer> IN_PROGRESS = Set.of(409, 423, 425, 429, 503);
    private static final double[] PERCENTILES = {0, 10, 25, 50, 75, 90, 95, 99, 99.5, 99.9, 99.99, 100};

    private final Target target;
    private final LoadPlan plan;
    private final Wire wire;
    private final Allowance allowance;
    private final Map<Kind, Recorder> recorders = new EnumMap<>(Kind.class);
    private final List<Intent> intents = new ArrayList<>();
    private final AtomicIntegerArray accepted;

    private Load(Target target, LoadPlan plan, Wire wire, Allowance allowance, Intents source) {
        this.target = target;
        this.plan = plan;
        this.wire = wire;
        this.allowance = allowance;
        this.accepted = new AtomicIntegerArray(plan.keys());
        for (int key = 0; key < plan.keys(); key++) {
            intents.add(source.next());
        }
        for (Kind kind : Kind.values()) {
            recorders.put(kind, new Recorder(LONGEST_MICROS, DIGITS));
        }
    }

    /**
     * Sends it all and measures.
     *
     * @param target what is sent
     * @param plan how much of it
     * @param wire where it is sent
     * @param allowance how much may be sent
     * @param intents makes the keys
     * @param seed decides the order
     * @param oracle counts effects; null if nobody does
     */
    public static LoadReport run(
            Target target,
            LoadPlan plan,
            Wire wire,
            Allowance allowance,
            Intents intents,
            long seed,
            @Nullable Oracle oracle) {
        Load load = new Load(target, plan, wire, allowance, intents);
        // a count that is not of one intent is one of all
        boolean each = oracle != null && oracle.separates();
        long before = (oracle == null || each) ? 0 : oracle.count(load.intents.get(0));
        long start = System.nanoTime();
        load.send(load.order(seed));
        load.again();
        double seconds = (System.nanoTime() - start) / 1e9;
        List<String> wrong = oracle == null ? List.of() : load.wrong(oracle, each, before);
        int counted = oracle == null ? 0 : each ? Math.min(plan.keys(), MOST_COUNTED) : plan.keys();
        return new LoadReport(plan, load.latencies(), seconds, counted, wrong);
    }

    /** Which key each request is of. */
    private List<Integer> order(long seed) {
        Random random = new Random(seed);
        List<Integer> order = new ArrayList<>(plan.requests());
        Zipf zipf = new Zipf(plan.keys(), plan.zipf(), random);
        for (int request = 0; request < plan.requests(); request++) {
            order.add(plan.zipf() == 0 ? request % plan.keys() : zipf.draw());
        }
        if (plan.zipf() == 0) {
            Collections.shuffle(order, random);
        }
        return order;
    }

    /** Keys that nobody has drawn, or that were only told to come again, are sent until they are accepted. */
    private void again() {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<Integer> open = new ArrayList<>();
            for (int key = 0; key < plan.keys(); key++) {
                if (accepted.get(key) == 0) {
                    open.add(key);
                }
            }
            if (open.isEmpty()) {
                return;
            }
            if (round > 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(AGAIN_MILLIS));
            }
            send(open);
        }
    }

    private void send(List<Integer> order) {
        AtomicInteger next = new AtomicInteger();
        List<Thread> callers = new ArrayList<>();
        for (int caller = 0; caller < Math.min(plan.concurrency(), order.size()); caller++) {
            Thread thread = new Thread(() -> call(order, next), "onefold-load-" + caller);
            thread.setDaemon(true);
            callers.add(thread);
            thread.start();
        }
        for (Thread caller : callers) {
            try {
                caller.join();
            } catch (InterruptedException e) {
                callers.forEach(Thread::interrupt);
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void call(List<Integer> order, AtomicInteger next) {
        try (Connection connection = wire.connection()) {
            for (int at = next.getAndIncrement();
                    at < order.size() && !Thread.currentThread().isInterrupted();
                    at = next.getAndIncrement()) {
                int key = order.get(at);
                allowance.take(1);
                long start = System.nanoTime();
                Exchange exchange = connection.exchange(target.keyed(intents.get(key)));
                long micros = Math.min(TimeUnit.NANOSECONDS.toMicros(exchange.endedNanos() - start), LONGEST_MICROS);
                recorder(kind(key, exchange.response())).recordValue(Math.max(1, micros));
            }
        }
    }

    private Recorder recorder(Kind kind) {
        return Objects.requireNonNull(recorders.get(kind));
    }

    private Kind kind(int key, Optional<WireResponse> answer) {
        if (answer.isEmpty()) {
            return Kind.OTHER;
        }
        if (answer.get().isOfClass(2)) {
            return accepted.getAndIncrement(key) == 0 ? Kind.EXECUTED : Kind.REPLAYED;
        }
        return IN_PROGRESS.contains(answer.get().status()) ? Kind.CONFLICT : Kind.OTHER;
    }

    private List<String> wrong(Oracle oracle, boolean each, long before) {
        List<String> wrong = new ArrayList<>();
        if (!each) {
            long effects = oracle.count(intents.get(0)) - before;
            return effects == plan.keys() ? List.of() : List.of(effects + " effects of " + plan.keys() + " keys");
        }
        for (Intent intent : intents.subList(0, Math.min(plan.keys(), MOST_COUNTED))) {
            long effects = oracle.count(intent);
            if (effects != 1 && wrong.size() < LISTED) {
                wrong.add(intent.reference() + ": " + effects + " effects");
            }
        }
        return wrong;
    }

    private Map<Kind, Latency> latencies() {
        Map<Kind, Latency> latencies = new EnumMap<>(Kind.class);
        recorders.forEach((kind, recorder) -> {
            Histogram histogram = recorder.getIntervalHistogram();
            if (histogram.getTotalCount() > 0) {
                latencies.put(kind, latency(histogram));
            }
        });
        return latencies;
    }

    private static Latency latency(Histogram histogram) {
        List<Point> curve = new ArrayList<>();
        for (double percentile : PERCENTILES) {
            curve.add(new Point(percentile, histogram.getValueAtPercentile(percentile)));
        }
        return new Latency(
                histogram.getTotalCount(),
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(90),
                histogram.getValueAtPercentile(99),
                histogram.getValueAtPercentile(99.9),
                histogram.getMaxValue(),
                curve);
    }
}
