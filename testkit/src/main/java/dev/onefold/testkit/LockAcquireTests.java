package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Outcome;
import dev.onefold.lock.FencedLocks;
import dev.onefold.lock.HeldLock;
import dev.onefold.lock.LockName;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Who gets a lock. */
abstract class LockAcquireTests extends LockGroup {

    private static final int CONTENDERS = 16;

    LockAcquireTests(FencedLocksContract contract) {
        super(contract);
    }

    @Test
    void what_is_free_is_granted() {
        HeldLock lock = acquired(locks());

        assertThat(lock.name()).isEqualTo(name);
        assertThat(lock.held()).isTrue();
        assertThat(lock.fence()).isPositive();
    }

    @Test
    void what_is_held_is_refused_to_everybody_and_to_its_holder() {
        FencedLocks locks = locks();
        HeldLock lock = acquired(locks);

        assertInProgress(attempt(locks, LEASE));
        assertInProgress(attempt(locks(), LEASE));
        assertTaken();
        assertThat(lock.held()).isTrue();
    }

    @Test
    void what_was_released_is_free() {
        acquired(locks()).close();

        acquired(anotherLocks());
    }

    @Test
    void another_name_is_another_lock() {
        acquired(locks());

        for (String other : List.of(name.text() + "1", name.text().toUpperCase(Locale.ROOT), "a:" + name)) {
            acquired(anotherLocks().tryAcquire(new LockName(other), LEASE, Duration.ZERO));
        }
    }

    @Test
    void by_many_at_the_same_time_is_granted_to_exactly_one() throws Exception {
        FencedLocks one = locks();
        FencedLocks other = anotherLocks();
        for (int round = 0; round < 20; round++) {
            LockName wanted = round % 2 == 0 ? name : anyName();

            List<Outcome<HeldLock>> all = crew.together(
                    CONTENDERS, i -> () -> (i % 2 == 0 ? one : other).tryAcquire(wanted, LEASE, Duration.ZERO));

            assertThat(all).filteredOn(Outcome.Applied.class::isInstance).hasSize(1);
            for (Outcome<HeldLock> outcome : all) {
                if (outcome instanceof Outcome.Applied<HeldLock> applied) {
                    assertThat(applied.value().release()).isTrue();
                } else {
                    assertInProgress(outcome);
                }
            }
        }
    }

    @Test
    void has_bounds() {
        FencedLocks locks = locks();

        for (Duration lease : List.of(Duration.ofMillis(99), Duration.ofMinutes(61))) {
            assertThatThrownBy(() -> attempt(locks, lease)).isInstanceOf(IllegalArgumentException.class);
        }
        for (Duration wait : List.of(Duration.ofMillis(-1), Duration.ofSeconds(61))) {
            assertThatThrownBy(() -> locks.tryAcquire(name, LEASE, wait)).isInstanceOf(IllegalArgumentException.class);
        }
        for (String bad : List.of("", "a b", "a/b", "{a}", "ä", "a".repeat(201))) {
            assertThatThrownBy(() -> new LockName(bad)).isInstanceOf(IllegalArgumentException.class);
        }
        acquired(locks.tryAcquire(new LockName(unique("l") + "a".repeat(150)), LEASE, Duration.ZERO));
    }
}
