package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Outcome;
import dev.onefold.lock.FencedLocks;
import dev.onefold.lock.HeldLock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Waiting for a lock is going on asking, and no right to it. */
abstract class LockWaitTests extends LockGroup {

    private static final int WORKERS = 16;

    LockWaitTests(FencedLocksContract contract) {
        super(contract);
    }

    @Test
    void ends_with_the_lock_once_it_is_released() throws Exception {
        HeldLock lock = acquired(locks());
        Future<Outcome<HeldLock>> waiting =
                crew.start(() -> anotherLocks().tryAcquire(name, LEASE, Duration.ofSeconds(10)));
        time.awaitResting(1);

        lock.close();
        time.advance(Duration.ofMillis(10));

        assertThat(acquired(Crew.result(waiting)).fence()).isGreaterThan(lock.fence());
    }

    @Test
    void ends_when_it_has_lasted_long_enough() {
        acquired(locks());
        ManualTime jumping = ManualTime.jumping();

        assertInProgress(locks(contract.anotherStore(), jumping).tryAcquire(name, LEASE, Duration.ofSeconds(10)));
        assertThat(Duration.ofNanos(jumping.nanos())).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void ends_when_the_thread_is_interrupted() throws Exception {
        acquired(locks());
        CompletableFuture<Thread> waiting = new CompletableFuture<>();
        Future<Boolean> interrupted = crew.start(() -> {
            waiting.complete(Thread.currentThread());
            assertInProgress(anotherLocks().tryAcquire(name, LEASE, Duration.ofSeconds(60)));
            return Thread.interrupted();
        });
        time.awaitResting(1);

        waiting.join().interrupt();

        assertThat(Crew.result(interrupted)).isTrue();
    }

    @Test
    void of_many_gives_it_to_one_after_the_other() throws Exception {
        FencedLocks one = ending(FencedLocks.builder(contract.store()));
        FencedLocks other = ending(FencedLocks.builder(contract.anotherStore()));
        List<Long> fences = new ArrayList<>();

        crew.together(WORKERS, i -> () -> {
            Outcome<HeldLock> outcome = new Outcome.InProgress<>(Duration.ZERO);
            while (outcome instanceof Outcome.InProgress) {
                outcome = (i % 2 == 0 ? one : other).tryAcquire(name, LEASE, Duration.ofSeconds(60));
            }
            try (HeldLock lock = acquired(outcome)) {
                // nothing but the lock guards the list
                return fences.add(lock.fence());
            }
        });

        assertThat(fences).hasSize(WORKERS).isSorted().doesNotHaveDuplicates();
    }
}
