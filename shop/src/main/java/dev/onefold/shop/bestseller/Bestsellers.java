package dev.onefold.shop.bestseller;

import dev.onefold.Outcome;
import dev.onefold.lock.FencedLocks;
import dev.onefold.lock.HeldLock;
import dev.onefold.lock.LockName;
import dev.onefold.shop.bestseller.Ranking.Place;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Computes the ranking on one node at a time. The lock keeps the others from the same work; the fence keeps a node that stood
 * still from writing what it computed before over what another computed since.
 */
@Service
public class Bestsellers {

    private static final LockName LOCK = new LockName("bestsellers");
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final int PLACES = 100;

    private final RankingRepository rankings;
    private final FencedLocks locks;
    private final TransactionTemplate transaction;

    Bestsellers(RankingRepository rankings, PlatformTransactionManager transactions) {
        this.rankings = rankings;
        this.locks = FencedLocks.on(rankings.locks());
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The ranking of the 100 products that are bought most, as it was computed last. */
    public Ranking get() {
        return rankings.get();
    }

    /**
     * Computes the ranking anew.
     *
     * @return applied, with the ranking; in progress while another node computes it; stale if this node lost its lock on the
     *     way: what is there then is newer, and stays
     */
    public Outcome<Ranking> rebuild() {
        Outcome<HeldLock> outcome = locks.tryAcquire(LOCK, LEASE, Duration.ZERO);
        if (outcome instanceof Outcome.Applied<HeldLock> applied) {
            // given back after the commit
            try (HeldLock lock = applied.value()) {
                List<Place> places = rankings.compute(PLACES);
                return Objects.requireNonNull(transaction.execute(status -> write(places, lock.fence())));
            }
        }
        return outcome.map(lock -> rankings.get());
    }

    private Outcome<Ranking> write(List<Place> places, long fence) {
        return rankings.claim(fence).map(before -> {
            rankings.write(places);
            return rankings.get();
        });
    }

    @PreDestroy
    void close() {
        locks.close();
    }
}
