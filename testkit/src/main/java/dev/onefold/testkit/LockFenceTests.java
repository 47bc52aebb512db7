package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.lock.HeldLock;
import org.junit.jupiter.api.Test;

/** A number that only grows, whatever became of those who held the lock before. */
abstract class LockFenceTests extends LockGroup {

    LockFenceTests(FencedLocksContract contract) {
        super(contract);
    }

    @Test
    void grows_with_every_holder_and_whoever_asks() {
        long before = 0;
        for (int i = 0; i < 10; i++) {
            try (HeldLock lock = acquired(i % 2 == 0 ? locks() : anotherLocks())) {
                assertThat(lock.fence()).isGreaterThan(before);
                before = lock.fence();
            }
        }
    }

    @Test
    void grows_when_a_lapsed_lock_is_taken_over() {
        HeldLock lapsed = acquired(attempt(locks(), contract.shortLease()));
        contract.lapse();

        assertThat(acquired(anotherLocks()).fence()).isGreaterThan(lapsed.fence());
    }

    @Test
    void stays_what_it_is_while_the_lock_is_renewed() {
        HeldLock lock = acquired(locks());
        long fence = lock.fence();

        pass(LEASE.dividedBy(3));

        assertThat(lock.fence()).isEqualTo(fence);
        lock.close();
        assertThat(acquired(anotherLocks()).fence()).isGreaterThan(fence);
    }
}
