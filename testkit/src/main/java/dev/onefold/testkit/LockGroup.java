package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Outcome;
import dev.onefold.Time;
import dev.onefold.lock.FencedLocks;
import dev.onefold.lock.HeldLock;
import dev.onefold.lock.LockName;
import dev.onefold.lock.LockStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;

/** A part of the contract of locks. The holders' clock is the test's; the store's is the store's. */
abstract class LockGroup extends ContractGroup {

    static final Duration LEASE = Duration.ofSeconds(60);

    final FencedLocksContract contract;
    final LockName name = anyName();
    final ManualTime time = ManualTime.still();
    final ManualScheduler timer = new ManualScheduler();
    private final List<FencedLocks> all = new CopyOnWriteArrayList<>();

    LockGroup(FencedLocksContract contract) {
        this.contract = contract;
    }

    static LockName anyName() {
        return new LockName(unique("lock"));
    }

    FencedLocks locks() {
        return locks(contract.store());
    }

    FencedLocks anotherLocks() {
        return locks(contract.anotherStore());
    }

    FencedLocks locks(LockStore store) {
        return locks(store, time);
    }

    FencedLocks locks(LockStore store, Time by) {
        return ending(FencedLocks.builder(store).time(by).threads(timer, Runnable::run));
    }

    FencedLocks ending(FencedLocks.Builder builder) {
        FencedLocks locks = builder.build();
        all.add(locks);
        return locks;
    }

    Outcome<HeldLock> attempt(FencedLocks locks, Duration lease) {
        return locks.tryAcquire(name, lease, Duration.ZERO);
    }

    HeldLock acquired(FencedLocks locks) {
        return acquired(attempt(locks, LEASE));
    }

    static HeldLock acquired(Outcome<HeldLock> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Applied.class);
        return ((Outcome.Applied<HeldLock>) outcome).value();
    }

    void assertTaken() {
        assertInProgress(attempt(anotherLocks(), LEASE));
    }

    static void assertInProgress(Outcome<HeldLock> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.InProgress.class);
        assertThat(((Outcome.InProgress<HeldLock>) outcome).retryAfter()).isPositive();
    }

    /** Lets the holder's time pass, and what is due by then happen. */
    void pass(Duration by) {
        time.advance(by);
        timer.advance(by);
    }

    /** What was told about the loss of a lock. */
    static List<String> losses(HeldLock lock) {
        List<String> losses = new CopyOnWriteArrayList<>();
        lock.onLost(losses::add);
        return losses;
    }

    /** Waits for it: a store may tell by a thread of its own. */
    static void awaitLoss(List<String> losses) {
        Runnable limit = Patience.limit();
        while (losses.isEmpty()) {
            limit.run();
        }
    }

    @AfterEach
    void endLocks() {
        all.forEach(FencedLocks::close);
    }
}
