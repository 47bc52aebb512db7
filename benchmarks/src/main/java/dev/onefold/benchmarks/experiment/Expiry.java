package dev.onefold.benchmarks.experiment;

import dev.onefold.Onefold;
import dev.onefold.benchmarks.measure.Crowd;
import dev.onefold.benchmarks.measure.Meters;
import dev.onefold.benchmarks.measure.Sample;
import dev.onefold.benchmarks.measure.Spread;
import dev.onefold.jdbc.JdbcSchema;
import dev.onefold.jdbc.JdbcStore;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** What traffic feels while records and answers expire beside it. */
final class Expiry implements Experiment {

    private static final int CALLERS = 16;
    private static final int MOST_ROUNDS = 5;

    @Override
    public String name() {
        return "expiry";
    }

    @Override
    public String title() {
        return "Expiry during traffic";
    }

    @Override
    public void run(Laboratory laboratory) throws Exception {
        DataSource pool = laboratory.pool(laboratory.database(), CALLERS + 2);
        Business.create(pool);
        JdbcSchema.initialize(pool);
        JdbcStore store = JdbcStore.on(pool);
        Onefold<Connection> onefold = laboratory.closing(Onefold.on(store));
        Meters meters = laboratory.meters();
        List<Double> shares = new ArrayList<>();
        List<Double> seconds = new ArrayList<>();
        int rounds = Math.min(MOST_ROUNDS, laboratory.effort().rounds());
        for (int round = 1; round <= rounds; round++) {
            int records = laboratory.effort().expired();
            laboratory
                    .terminal()
                    .say(String.format(Locale.ROOT, "expiry of %,d: round %d of %d", records, round, rounds));
            Stored.expired(pool, records);
            try (Crowd crowd = new Crowd(CALLERS)) {
                crowd.start(Modes.transactional("traffic", onefold));
                window(laboratory, meters, crowd, () -> 0);
                Sample before = window(laboratory, meters, crowd, () -> 0);
                long began = System.nanoTime();
                long[] ended = new long[1];
                Sample during = window(laboratory, meters, crowd, () -> {
                    int dropped = store.maintain();
                    ended[0] = System.nanoTime();
                    return dropped;
                });
                crowd.stop();
                shares.add(during.throughput() / before.throughput());
                seconds.add((ended[0] - began) / 1e9);
            }
        }
        laboratory
                .findings()
                .ratio("expiry_foreground", Spread.of(shares.stream().mapToDouble(Double::doubleValue)))
                .figure("expiry_seconds", Spread.of(seconds.stream().mapToDouble(Double::doubleValue)));
    }

    /** Something done beside traffic. */
    private interface Beside {
        int run();
    }

    private static Sample window(Laboratory laboratory, Meters meters, Crowd crowd, Beside beside) throws Exception {
        long until = System.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(laboratory.effort().windowMillis());
        Meters.Reading begin = meters.read();
        long from = crowd.done();
        beside.run();
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
        long to = crowd.done();
        return meters.read().since(begin, to - from);
    }
}
