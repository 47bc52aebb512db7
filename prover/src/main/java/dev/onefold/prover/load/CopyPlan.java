package dev.onefold.prover.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/**
 * Who sends what in which order, decided by the seed alone. Of the copies of a request most leave together, some follow
 * within milliseconds, and some come long after.
 */
final class CopyPlan {

    private static final double FOLLOWS_SHARE = 0.20;
    private static final double LATE_SHARE = 0.15;
    private static final double HUNG_UP_SHARE = 0.04;
    private static final double LOST_SHARE = 0.04;
    private static final int FOLLOWS_WITHIN_MICROS = 15_000;
    private static final int HANGS_UP_WITHIN_MICROS = 20_000;
    private static final int LATE_BY_AT_LEAST = 20;
    private static final int LATE_BY_UP_TO = 400;

    private record Placed(long place, boolean late, Copy copy) {}

    private final LoadOptions options;
    private final int nodes;
    private final List<Placed> placed = new ArrayList<>();

    private CopyPlan(LoadOptions options, int nodes) {
        this.options = options;
        this.nodes = nodes;
    }

    static List<Copy> of(List<Trade> trades, LoadOptions options, int nodes) {
        CopyPlan plan = new CopyPlan(options, nodes);
        for (int place = 0; place < trades.size(); place++) {
            plan.add(trades.get(place), place);
        }
        // the copies that leave together must stay neighbours: a client waits in one group at a time
        plan.placed.sort(Comparator.comparingLong(Placed::place).thenComparing(Placed::late));
        return plan.placed.stream().map(Placed::copy).toList();
    }

    private void add(Trade trade, int place) {
        Random random = new Random(options.seed() * 31 + trade.key().hashCode());
        int copies = 1 + random.nextInt(options.copies());
        int together = 1;
        List<Boolean> late = new ArrayList<>();
        List<Long> delays = new ArrayList<>();
        for (int extra = 1; extra < copies; extra++) {
            double drawn = random.nextDouble();
            boolean isLate = drawn < LATE_SHARE;
            boolean follows = (!isLate && drawn < LATE_SHARE + FOLLOWS_SHARE) || together == options.clients();
            late.add(isLate);
            delays.add(follows ? 1L + random.nextInt(FOLLOWS_WITHIN_MICROS) : 0L);
            together += isLate || follows ? 0 : 1;
        }
        CountDownLatch latch = new CountDownLatch(together);
        place(trade, place, false, new Start(latch, 0), random);
        for (int extra = 0; extra < late.size(); extra++) {
            boolean alone = late.get(extra) || delays.get(extra) > 0;
            CountDownLatch own = alone ? new CountDownLatch(1) : latch;
            long at = late.get(extra) ? place + LATE_BY_AT_LEAST + random.nextInt(LATE_BY_UP_TO) : place;
            place(trade, at, late.get(extra), new Start(own, delays.get(extra)), random);
        }
    }

    private void place(Trade trade, long place, boolean late, Start start, Random random) {
        Copy copy = new Copy(
                trade,
                random.nextInt(nodes),
                start,
                reply(random.nextDouble()),
                random.nextInt(HANGS_UP_WITHIN_MICROS));
        placed.add(new Placed(place, late, copy));
    }

    /** Who sends one copy of each sends it once: a reply thrown away would be asked for again. */
    private Copy.Reply reply(double drawn) {
        if (options.copies() == 1) {
            return Copy.Reply.TAKEN;
        }
        if (drawn < HUNG_UP_SHARE) {
            return Copy.Reply.HUNG_UP;
        }
        return drawn < HUNG_UP_SHARE + LOST_SHARE ? Copy.Reply.LOST : Copy.Reply.TAKEN;
    }
}
