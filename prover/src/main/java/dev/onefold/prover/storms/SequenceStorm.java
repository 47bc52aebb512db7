package dev.onefold.prover.storms;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A payment provider tells its callbacks out of order and several times, one of them with another amount; each round it has
 * restarted with a new epoch, and something of the epoch before arrives late.
 */
final class SequenceStorm implements Storm {

    private static final int CALLBACKS = 8;

    private final AtomicLong epochs = new AtomicLong();

    /** One source counts in one order. */
    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public void round(Ring ring) {
        long epoch = epochs.incrementAndGet();
        List<Contender> race = new ArrayList<>();
        for (int number = 1; number <= CALLBACKS; number++) {
            race.add(Contender.of(callback(ring, epoch, number, 100L * number), ring.from(2, 4)));
        }
        ring.race(race);
        ring.race(List.of(
                Contender.of(callback(ring, epoch, 1, 999), 1), Contender.of(callback(ring, epoch, 2, 200), 2)));
        ring.wants(CALLBACKS);
    }

    private static Call callback(Ring ring, long epoch, long number, long amountMinor) {
        return ProviderCall.credited(epoch, number, ring.name("account"), ring.name("event-" + number), amountMinor)
                .retriedOn("gap");
    }
}
