package dev.onefold.testkit;

import dev.onefold.lock.LockName;
import dev.onefold.lock.LockStore;
import dev.onefold.lock.LockStore.Acquired;
import dev.onefold.store.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Stores of locks with one mistake each, as test classes that must fail. */
final class BrokenLockStores {

    private BrokenLockStores() {}

    private static class Delegating implements LockStore {

        final MemoryLocks memory;

        Delegating(MemoryLocks memory) {
            this.memory = memory;
        }

        @Override
        public Acquired acquire(LockName name, String owner, Duration lease, Runnable lost) {
            return memory.acquire(name, owner, lease, lost);
        }

        @Override
        public boolean renew(LockName name, String owner, Duration lease) {
            return memory.renew(name, owner, lease);
        }

        @Override
        public boolean release(LockName name, String owner) {
            return memory.release(name, owner);
        }
    }

    /** Knows who holds what, and takes everybody for the holder. */
    private static class Trusting extends Delegating {

        final Map<LockName, String> holders = new ConcurrentHashMap<>();

        Trusting(MemoryLocks memory) {
            super(memory);
        }

        @Override
        public Acquired acquire(LockName name, String owner, Duration lease, Runnable lost) {
            Acquired acquired = memory.acquire(name, owner, lease, lost);
            if (acquired instanceof Acquired.Granted) {
                holders.put(name, owner);
            }
            return acquired;
        }

        String holder(LockName name, String otherwise) {
            return holders.getOrDefault(name, otherwise);
        }
    }

    static class ReleaseWithoutOwner extends MemoryLocksTest {
        @Override
        LockStore front(MemoryLocks memory) {
            return new Trusting(memory) {
                @Override
                public boolean release(LockName name, String owner) {
                    return memory.release(name, holder(name, owner));
                }
            };
        }
    }

    static class RenewalWithoutOwner extends MemoryLocksTest {
        @Override
        LockStore front(MemoryLocks memory) {
            return new Trusting(memory) {
                @Override
                public boolean renew(LockName name, String owner, Duration lease) {
                    return memory.renew(name, holder(name, owner), lease);
                }
            };
        }
    }

    static class RenewalThatRenewsNothing extends MemoryLocksTest {
        @Override
        LockStore front(MemoryLocks memory) {
            return new Delegating(memory) {
                @Override
                public boolean renew(LockName name, String owner, Duration lease) {
                    return true;
                }
            };
        }
    }

    static class FenceThatCountsHoldersOfTheProcess extends MemoryLocksTest {
        @Override
        LockStore front(MemoryLocks memory) {
            return new Delegating(memory) {
                @Override
                public Acquired acquire(LockName name, String owner, Duration lease, Runnable lost) {
                    Acquired acquired = memory.acquire(name, owner, lease, lost);
                    return acquired instanceof Acquired.Granted ? new Acquired.Granted(1, lease) : acquired;
                }
            };
        }
    }

    static class LeaseByAClockOfItsOwn extends MemoryLocksTest {
        @Override
        LockStore front(MemoryLocks memory) {
            return new MemoryLocks(InstantSource.system());
        }
    }

    static class CheckThenAct extends MemoryLocksTest {
        @Override
        LockStore front(MemoryLocks memory) {
            return new Trusting(memory) {
                @Override
                public Acquired acquire(LockName name, String owner, Duration lease, Runnable lost) {
                    String holder = holders.get(name);
                    // as far apart as two requests to a server are
                    LockSupport.parkNanos(5_000_000);
                    if (holder == null) {
                        memory.release(name, holder(name, owner));
                    }
                    return super.acquire(name, owner, lease, lost);
                }

                @Override
                public boolean release(LockName name, String owner) {
                    boolean owned = memory.release(name, owner);
                    if (owned) {
                        holders.remove(name);
                    }
                    return owned;
                }
            };
        }
    }

    static class NamesWithoutCase extends MemoryLocksTest {
        @Override
        LockStore front(MemoryLocks memory) {
            return new Delegating(memory) {
                @Override
                public Acquired acquire(LockName name, String owner, Duration lease, Runnable lost) {
                    return memory.acquire(new LockName(name.text().toLowerCase(Locale.ROOT)), owner, lease, lost);
                }
            };
        }
    }

    static class DownMeansYours extends MemoryLocksTest {
        @Override
        protected LockStore unreachable() {
            LockStore down = super.unreachable();
            return new LockStore() {
                @Override
                public Acquired acquire(LockName name, String owner, Duration lease, Runnable lost) {
                    try {
                        return down.acquire(name, owner, lease, lost);
                    } catch (StoreException open) {
                        return new Acquired.Granted(1, lease);
                    }
                }

                @Override
                public boolean renew(LockName name, String owner, Duration lease) {
                    return true;
                }

                @Override
                public boolean release(LockName name, String owner) {
                    return true;
                }
            };
        }
    }
}
