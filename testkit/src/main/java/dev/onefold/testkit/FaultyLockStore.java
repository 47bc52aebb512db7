package dev.onefold.testkit;

import dev.onefold.lock.LockName;
import dev.onefold.lock.LockStore;
import dev.onefold.store.StoreException;
import java.time.Duration;
import java.util.function.Supplier;

/** A way to a store on which requests and replies get lost, and things happen meanwhile. */
final class FaultyLockStore implements LockStore {

    enum Fault {
        NONE,
        NOT_ASKED,
        REPLY_LOST
    }

    private final LockStore real;
    private Fault next = Fault.NONE;
    private Fault always = Fault.NONE;
    private Runnable meanwhile = () -> {};

    FaultyLockStore(LockStore real) {
        this.real = real;
    }

    /** Of the next step alone. */
    void next(Fault fault) {
        next = fault;
    }

    void always(Fault fault) {
        always = fault;
    }

    /** What happens between a step and its reply. */
    void meanwhile(Runnable what) {
        meanwhile = what;
    }

    private <R> R through(Supplier<R> step) {
        Fault fault = next == Fault.NONE ? always : next;
        next = Fault.NONE;
        if (fault == Fault.NOT_ASKED) {
            throw lost();
        }
        R reply = step.get();
        meanwhile.run();
        if (fault == Fault.REPLY_LOST) {
            throw lost();
        }
        return reply;
    }

    private static StoreException lost() {
        return new StoreException("No answer", new IllegalStateException("as the test wants it"));
    }

    @Override
    public Acquired acquire(LockName name, String owner, Duration lease, Runnable lost) {
        return through(() -> real.acquire(name, owner, lease, lost));
    }

    @Override
    public boolean renew(LockName name, String owner, Duration lease) {
        return through(() -> real.renew(name, owner, lease));
    }

    @Override
    public boolean release(LockName name, String owner) {
        return through(() -> real.release(name, owner));
    }
}
