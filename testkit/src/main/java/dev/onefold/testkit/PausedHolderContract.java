package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Outcome;
import dev.onefold.lock.FencedLocks;
import dev.onefold.lock.HeldLock;
import dev.onefold.lock.LockName;
import dev.onefold.lock.LockStore;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A holder of a lock that is paused in a process of its own wakes after another took over: its write is refused, and it is
 * told. Extend it for a store of locks and say where the rows are.
 */
@Tag("technique-7")
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public abstract class PausedHolderContract {

    /** Of the paused holder; short, for it has to be waited for. */
    protected static final Duration LEASE = Duration.ofSeconds(1);

    /** The store, as another process has it than the one that is paused. */
    protected abstract LockStore store();

    /** Starts a process that takes the lock for {@link #LEASE}, as {@link PausedHolder#hold} does. */
    protected abstract PausedHolder start(LockName name) throws Exception;

    /** Claims the one row under a fence, and commits. */
    protected abstract Outcome<?> write(long fence) throws Exception;

    @Test
    void a_paused_holder_wakes_after_another_took_over_and_its_write_is_refused() throws Exception {
        LockName name = LockGroup.anyName();
        try (PausedHolder holder = start(name);
                FencedLocks locks = FencedLocks.on(store())) {
            long paused = holder.awaitFence();
            holder.pause();

            Outcome<HeldLock> outcome = locks.tryAcquire(name, LEASE.multipliedBy(60), Duration.ofSeconds(60));
            assertThat(outcome).isInstanceOf(Outcome.Applied.class);
            HeldLock next = ((Outcome.Applied<HeldLock>) outcome).value();
            assertThat(next.fence()).isGreaterThan(paused);
            assertThat(write(next.fence())).isInstanceOf(Outcome.Applied.class);

            assertThat(holder.wake())
                    .isEqualTo(
                            "told=true held=false Stale[reason=fence " + paused + " is behind " + next.fence() + "]");
            assertThat(next.release())
                    .as("the one that woke did not release it")
                    .isTrue();
        }
    }
}
