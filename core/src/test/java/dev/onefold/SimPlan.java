package dev.onefold;

import dev.onefold.Operation.Doubt;
import dev.onefold.Operation.Retention;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The world that one seed makes.
 *
 * @param crashPermille at each boundary of an effect
 * @param lossPermille of each message
 * @param transientPermille of each statement
 * @param oldSnapshots whether transactions of callers may run at REPEATABLE READ
 * @param poisons whether a conflict leaves the transaction unusable until it is undone
 */
record SimPlan(
        Mode mode,
        Doubt doubt,
        int nodes,
        int keys,
        int crashPermille,
        int lossPermille,
        int transientPermille,
        boolean oldSnapshots,
        boolean poisons,
        Retention retention,
        List<Operation<String>> operations) {

    enum Mode {
        ANY,
        TRANSACTIONAL,
        LEASED
    }

    static final long LEASE = 1_000;
    static final long RENEW_EVERY = 300;
    static final long FAULTS_UNTIL = 12_000;

    private static final List<Integer> FEW_TO_MANY = List.of(0, 5, 15, 40, 100);
    private static final Retention SHORT = new Retention(Duration.ofSeconds(2), Duration.ofSeconds(5));

    static SimPlan of(SimDice dice, Mode wanted) {
        Mode mode = wanted;
        if (mode == Mode.ANY) {
            mode = dice.permille(500) ? Mode.TRANSACTIONAL : Mode.LEASED;
        }
        Retention retention = dice.permille(200) ? SHORT : Retention.DEFAULT;
        return new SimPlan(
                mode,
                dice.permille(500) ? Doubt.ASK : Doubt.RUN_AGAIN,
                1 + dice.below(4),
                1 + dice.below(SimIntent.KEYS),
                dice.of(List.of(0, 3, 10, 25)),
                dice.of(FEW_TO_MANY),
                dice.of(FEW_TO_MANY),
                dice.permille(500),
                dice.permille(500),
                retention,
                Stream.of("pay", "refund")
                        .map(name -> operation(name, retention))
                        .toList());
    }

    // the protocols are driven by hand: what differs between the two kinds of operation plays no part here
    private static Operation<String> operation(String name, Retention retention) {
        return Operation.transactional(name, Codec.text()).with(retention);
    }

    @Override
    public String toString() {
        return mode + " " + doubt + ", nodes " + nodes + ", crashes " + crashPermille + "‰, losses " + lossPermille
                + "‰, transient " + transientPermille + "‰, old snapshots " + oldSnapshots + ", poisons " + poisons
                + ", known for " + retention.tombstone();
    }

    boolean transactional() {
        return mode == Mode.TRANSACTIONAL;
    }
}
