package dev.onefold.prover.storms;

import dev.onefold.prover.nodes.Node;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Several schedulers start the settlement of the same day, one of them dies midway; at the end one is paused midway while the
 * other goes on.
 */
final class OncePerPeriodStorm implements Storm {

    private static final int ACCOUNTS = 40;
    private static final int FINALE_TRIES = 5;
    private static final int GOES_ON_SECONDS = 10;
    private static final LocalDate FIRST_DAY = LocalDate.of(1900, 1, 1);

    private final AtomicInteger days = new AtomicInteger();

    @Override
    public int lanes() {
        return 2;
    }

    @Override
    public void prepare(Ring ring) {
        ring.customers(ACCOUNTS);
    }

    @Override
    public void round(Ring ring) {
        ring.race(List.of(Contender.of(settlement(nextDay()), ring.from(4, 6))));
        ring.wants(ACCOUNTS);
    }

    private LocalDate nextDay() {
        return FIRST_DAY.plusDays(days.getAndIncrement());
    }

    private static Call settlement(LocalDate day) {
        return Call.post("/api/jobs/settlement/" + day, Map.of());
    }

    @Override
    public void finale(Ring ring) {
        boolean paused = false;
        for (int tried = 0; tried < FINALE_TRIES && !paused; tried++) {
            Call settlement = settlement(nextDay());
            Node node = ring.node(0);
            Future<?> running = ring.start(settlement, node);
            ring.sleep(ring.from(5, 25));
            paused = !running.isDone();
            if (paused) {
                ring.whilePaused(node, () -> ring.insist(settlement, ring.node(1), GOES_ON_SECONDS));
                ring.pauseCounted();
            }
            Ring.await(running);
            ring.race(List.of(Contender.of(settlement, 2)));
            ring.wants(ACCOUNTS);
        }
        catchUp(ring);
    }

    /** Two at once catch up with missed days; a day that one leaves to the other is settled when both are done. */
    private void catchUp(Ring ring) {
        List<LocalDate> missed = List.of(nextDay(), nextDay(), nextDay());
        Call all = Call.post(
                "/api/jobs/settlement/catch-up",
                Map.of("from", missed.get(0).toString(), "to", missed.get(2).toString()));
        ring.race(List.of(Contender.of(all, 1), Contender.of(all, 1)));
        for (LocalDate day : missed) {
            ring.race(List.of(Contender.of(settlement(day), 2)));
            ring.wants(ACCOUNTS);
        }
    }
}
