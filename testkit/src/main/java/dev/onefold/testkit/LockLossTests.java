package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.lock.FencedLocks;
import dev.onefold.lock.HeldLock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** How a lock is kept, given up and lost, and that its holder is told. */
abstract class LockLossTests extends LockGroup {

    private static final Duration INSTANT = Duration.ofMillis(1);

    LockLossTests(FencedLocksContract contract) {
        super(contract);
    }

    @Test
    void that_is_renewed_outlasts_its_lease() {
        HeldLock lock = acquired(locks());
        List<String> losses = losses(lock);

        for (int i = 0; i < 10; i++) {
            pass(LEASE.dividedBy(3));
        }

        assertThat(lock.held()).isTrue();
        assertThat(losses).isEmpty();
        assertTaken();
        assertThat(lock.release()).isTrue();
    }

    @Test
    void that_is_renewed_outlasts_its_lease_by_the_clock_of_the_store() {
        acquired(locks());

        for (int i = 0; i < 10; i++) {
            contract.advance(LEASE.dividedBy(3));
            pass(LEASE.dividedBy(3));
        }

        assertTaken();
    }

    @Test
    void of_a_holder_that_stopped_is_taken_over_and_the_holder_told_once() {
        HeldLock lock = acquired(attempt(locks(), contract.shortLease()));
        List<String> losses = losses(lock);
        contract.lapse();
        HeldLock next = acquired(anotherLocks());

        pass(contract.shortLease().dividedBy(3));
        awaitLoss(losses);
        pass(contract.shortLease().dividedBy(3));

        assertThat(losses).hasSize(1);
        assertThat(lock.held()).isFalse();
        assertThat(lock.release()).isFalse();
        lock.close();
        assertTaken();
        assertThat(next.held()).isTrue();
        assertThat(next.release()).isTrue();
    }

    @Test
    void that_another_took_over_is_not_released_by_the_holder_before() {
        HeldLock lock = acquired(attempt(locks(), contract.shortLease()));
        List<String> losses = losses(lock);
        contract.lapse();
        HeldLock next = acquired(anotherLocks());

        assertThat(lock.release()).isFalse();

        awaitLoss(losses);
        assertThat(losses).hasSize(1);
        assertTaken();
        assertThat(next.release()).isTrue();
    }

    @Test
    void of_a_holder_that_was_paused_is_not_held_when_it_wakes() {
        HeldLock lock = acquired(locks());
        List<String> losses = losses(lock);
        time.advance(LEASE.minus(INSTANT));
        assertThat(lock.held()).isTrue();

        time.advance(INSTANT);

        assertThat(lock.held()).isFalse();
        timer.advance(LEASE);
        assertThat(losses).hasSize(1);
    }

    @Test
    void of_a_holder_whose_clock_jumps_an_hour_ahead_is_lost_to_it_and_to_nobody_else() {
        HeldLock lock = acquired(locks());
        List<String> losses = losses(lock);

        time.advance(Duration.ofHours(1));

        assertThat(lock.held()).isFalse();
        assertTaken();
        timer.advance(INSTANT);
        timer.advance(LEASE);
        assertThat(losses).hasSize(1);
    }

    @Test
    void counts_its_lease_from_before_it_was_asked_for() {
        FaultyLockStore slow = new FaultyLockStore(contract.store());
        slow.meanwhile(() -> time.advance(LEASE));

        HeldLock lock = acquired(locks(slow));

        assertThat(lock.held()).isFalse();
        assertThat(losses(lock)).hasSize(1);
    }

    @Test
    void that_is_lost_tells_everybody_who_asked_and_who_asks_later() {
        HeldLock lock = acquired(locks());
        List<String> losses = new CopyOnWriteArrayList<>();
        lock.onLost(reason -> {
            throw new IllegalStateException("A callback that fails");
        });
        lock.onLost(losses::add);

        pass(LEASE.multipliedBy(2));

        assertThat(losses).hasSize(1);
        assertThat(losses(lock)).isEqualTo(losses);
    }

    @Test
    void that_was_released_is_never_lost() {
        HeldLock lock = acquired(locks());
        List<String> losses = losses(lock);

        assertThat(lock.release()).isTrue();
        pass(LEASE.multipliedBy(2));

        assertThat(lock.held()).isFalse();
        assertThat(lock.release()).isFalse();
        assertThat(losses).isEmpty();
        assertThat(timer.scheduled()).isZero();
        acquired(anotherLocks());
    }

    @Test
    void is_held_at_most_so_long() {
        FencedLocks brief = ending(FencedLocks.builder(contract.store())
                .time(time)
                .threads(timer, Runnable::run)
                .holdAtMost(LEASE));
        HeldLock lock = acquired(brief);
        List<String> losses = losses(lock);

        for (int i = 0; i < 10 && losses.isEmpty(); i++) {
            pass(LEASE.dividedBy(3));
        }

        assertThat(losses).hasSize(1);
        assertThat(time.nanos())
                .isBetween(LEASE.toNanos(), LEASE.multipliedBy(2).toNanos());
        acquired(anotherLocks());
    }
}
