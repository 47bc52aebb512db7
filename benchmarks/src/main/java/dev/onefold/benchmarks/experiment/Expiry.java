package dev.onefold.benchmarks.experiment;

import dev.onefold.Onefold;
import dev.onefold.benchmarks.measure.Crowd;
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

/**
 * What traffic feels while records and answers expire beside it: in a window that begins with it and is as long as the one
 * before and the one after, and, strictly, for as long as it takes and not a moment longer.
 */
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
        List<Double> shares = new ArrayList<>();
        List<Double> strictly = new ArrayList<>();
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
                Runnable nothing = () -> wait(laboratory.effort().windowMillis());
                beside(crowd, nothing);
                Sample before = beside(crowd, nothing);
                Sample[] during = new Sample[1];
                Sample window = beside(crowd, () -> {
                    during[0] = beside(crowd, store::maintain);
                    wait((int) (laboratory.effort().windowMillis() - during[0].seconds() * 1e3));
                });
                Sample after = beside(crowd, nothing);
                crowd.stop();
                // what the machine does changes from one second to the next: both sides of it count
                double usual = (before.throughput() + after.throughput()) / 2;
                shares.add(window.throughput() / usual);
                strictly.add(during[0].throughput() / usual);
                seconds.add(during[0].seconds());
            }
        }
        laboratory
                .findings()
                .ratio("expiry_foreground", Spread.of(shares.stream().mapToDouble(Double::doubleValue)))
                .ratio("expiry_foreground_strictly", Spread.of(strictly.stream().mapToDouble(Double::doubleValue)))
                .figure("expiry_seconds", Spread.of(seconds.stream().mapToDouble(Double::doubleValue)));
    }

    private static void wait(int millis) {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }

    /** What traffic did while something else was done, and no longer than that. */
    private static Sample beside(Crowd crowd, Runnable other) {
        long from = crowd.done();
        long began = System.nanoTime();
        other.run();
        long ended = System.nanoTime();
        return new Sample(crowd.done() - from, (ended - began) / 1e9, 0, 0, 0);
    }
}
