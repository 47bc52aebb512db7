package dev.onefold.prover.storms;

import dev.onefold.prover.nodes.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;

/**
 * All nodes want to open a sale, and more customers want to buy than there are units. At the end the holder of a lock is
 * paused until another node has taken over, and then wakes with its write before it.
 */
final class DistributedLockStorm implements Storm {

    private static final int CUSTOMERS = 9;
    private static final int TAKE_OVER_SECONDS = 45;

    @Override
    public boolean kills() {
        return false;
    }

    @Override
    public void round(Ring ring) {
        int units = ring.from(2, 5);
        String sale = announce(ring, units);
        ring.race(List.of(Contender.of(opening(sale, ring.from(5, 60)), 6)));
        List<Contender> purchases = new ArrayList<>();
        for (String customer : ring.customers(CUSTOMERS)) {
            purchases.add(Contender.of(
                    Call.post("/api/flash-sales/" + sale + "/purchases", Map.of("customer", customer)), 2));
        }
        ring.race(purchases);
        ring.wants(1 + units);
    }

    private static String announce(Ring ring, int units) {
        String code = ring.product("x", units);
        return ring.ask(Call.post("/api/flash-sales", Map.of("code", code, "units", units)))
                .text("id");
    }

    private static Call opening(String sale, int workMillis) {
        return Call.post("/api/flash-sales/" + sale + "/opening", Map.of("workMillis", workMillis));
    }

    @Override
    public void finale(Ring ring) {
        String sale = announce(ring, 1);
        Node holder = ring.node(0);
        Future<?> opening = ring.start(opening(sale, 1_500), holder);
        ring.sleep(600);
        ring.whilePaused(holder, () -> {
            if (ring.insist(opening(sale, 1), ring.node(1), TAKE_OVER_SECONDS)) {
                ring.pauseCounted();
            }
        });
        Ring.await(opening);
        ring.wants(1);
    }
}
