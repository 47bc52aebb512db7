package dev.onefold.testkit;

import dev.onefold.RecordId;
import dev.onefold.store.InMemoryStore;
import dev.onefold.store.LeasedStore;
import dev.onefold.store.LeasedStore.Lease;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import dev.onefold.store.StoreException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Stores with one mistake each, as test classes that must fail. */
final class BrokenLeasedStores {

    private BrokenLeasedStores() {}

    /** Both instances are one. */
    abstract static class Broken extends LeasedStoreContract {

        private final ManualClock clock = new ManualClock();
        private @Nullable DelegatingStore front;

        abstract DelegatingStore front(InMemoryStore memory);

        @Override
        protected synchronized LeasedStore store() {
            if (front == null) {
                front = front(new InMemoryStore(clock, 1_000));
            }
            return front;
        }

        @Override
        protected LeasedStore anotherStore() {
            return store();
        }

        @Override
        protected void advance(Duration by) {
            clock.advance(by);
        }
    }

    /** Remembers the lease that was granted last, whoever asks now. */
    private static class Trusting extends DelegatingStore {

        private final Map<RecordId, Lease> granted = new ConcurrentHashMap<>();

        Trusting(InMemoryStore memory) {
            super(memory);
        }

        @Override
        public Acquired acquire(LeaseRequest request) {
            Acquired acquired = memory.acquire(request);
            if (acquired instanceof Acquired.Granted grant) {
                granted.put(request.id(), grant.lease());
            }
            return acquired;
        }

        Lease anybodys(Lease lease) {
            return granted.getOrDefault(lease.id(), lease);
        }
    }

    static class CompletionWithoutOwner extends Broken {
        @Override
        DelegatingStore front(InMemoryStore memory) {
            return new Trusting(memory) {
                @Override
                public boolean complete(Lease lease, NewRecord finished) {
                    return memory.complete(anybodys(lease), finished);
                }
            };
        }
    }

    static class ReleaseWithoutOwner extends Broken {
        @Override
        DelegatingStore front(InMemoryStore memory) {
            return new Trusting(memory) {
                @Override
                public boolean release(Lease lease) {
                    return memory.release(anybodys(lease));
                }
            };
        }
    }

    static class RenewalWithoutOwner extends Broken {
        @Override
        DelegatingStore front(InMemoryStore memory) {
            return new Trusting(memory) {
                @Override
                public boolean renew(Lease lease, Duration length) {
                    return memory.renew(anybodys(lease), length);
                }
            };
        }
    }

    static class ReleaseAfterAFailedSave extends Broken {
        @Override
        DelegatingStore front(InMemoryStore memory) {
            Set<Lease> tried = ConcurrentHashMap.newKeySet();
            return new DelegatingStore(memory) {
                @Override
                public boolean complete(Lease lease, NewRecord finished) {
                    if (tried.add(lease)) {
                        memory.release(lease);
                        throw new StoreException("Not saved", new IllegalStateException("and the claim given back"));
                    }
                    return memory.complete(lease, finished);
                }
            };
        }
    }

    static class FailureFreesTheKey extends Broken {
        @Override
        DelegatingStore front(InMemoryStore memory) {
            return new DelegatingStore(memory) {
                @Override
                public boolean doubt(Lease lease) {
                    return memory.release(lease);
                }
            };
        }
    }

    static class LeaseByAClockOfItsOwn extends Broken {
        @Override
        DelegatingStore front(InMemoryStore memory) {
            return new DelegatingStore(new InMemoryStore());
        }
    }

    static class RecordLivesAsLongAsTheLease extends Broken {
        @Override
        DelegatingStore front(InMemoryStore memory) {
            Set<RecordId> doubted = ConcurrentHashMap.newKeySet();
            return new DelegatingStore(memory) {
                @Override
                public Sighting find(RecordId id) {
                    Sighting seen = memory.find(id);
                    return seen instanceof Sighting.InDoubt && !doubted.contains(id) ? new Sighting.Absent() : seen;
                }

                @Override
                public Acquired acquire(LeaseRequest request) {
                    if (find(request.id()) instanceof Sighting.Absent) {
                        memory.settle(request.id(), null);
                    }
                    return memory.acquire(request);
                }

                @Override
                public boolean doubt(Lease lease) {
                    doubted.add(lease.id());
                    return memory.doubt(lease);
                }
            };
        }
    }

    static class LapsedWorkTakenOverUnasked extends Broken {
        @Override
        DelegatingStore front(InMemoryStore memory) {
            return new DelegatingStore(memory) {
                @Override
                public Acquired acquire(LeaseRequest request) {
                    if (request.takeOver()) {
                        memory.settle(request.id(), null);
                    }
                    return memory.acquire(request);
                }
            };
        }
    }

    static class FenceThatStartsAnew extends Broken {
        @Override
        DelegatingStore front(InMemoryStore memory) {
            Map<Lease, Lease> real = new HashMap<>();
            Map<RecordId, Long> fences = new HashMap<>();
            return new DelegatingStore(memory) {
                @Override
                public synchronized Acquired acquire(LeaseRequest request) {
                    if (memory.find(request.id()) instanceof Sighting.Absent) {
                        fences.remove(request.id());
                    }
                    Acquired acquired = memory.acquire(request);
                    if (!(acquired instanceof Acquired.Granted granted)) {
                        return acquired;
                    }
                    if (real.containsValue(granted.lease())) {
                        return real.entrySet().stream()
                                .filter(entry -> entry.getValue().equals(granted.lease()))
                                .findFirst()
                                .<Acquired>map(entry -> new Acquired.Granted(entry.getKey()))
                                .orElse(acquired);
                    }
                    long fence = fences.merge(request.id(), 1L, Long::sum);
                    Lease shown = new Lease(request.id(), request.owner(), fence);
                    real.put(shown, granted.lease());
                    return new Acquired.Granted(shown);
                }

                @Override
                public synchronized boolean renew(Lease lease, Duration length) {
                    return memory.renew(real.getOrDefault(lease, lease), length);
                }

                @Override
                public synchronized boolean complete(Lease lease, NewRecord finished) {
                    return memory.complete(real.getOrDefault(lease, lease), finished);
                }

                @Override
                public synchronized boolean release(Lease lease) {
                    return memory.release(real.getOrDefault(lease, lease));
                }

                @Override
                public synchronized boolean doubt(Lease lease) {
                    return memory.doubt(real.getOrDefault(lease, lease));
                }
            };
        }
    }

    static class CompletionThatCannotBeRepeated extends Broken {
        @Override
        DelegatingStore front(InMemoryStore memory) {
            return new DelegatingStore(memory) {
                @Override
                public boolean complete(Lease lease, NewRecord finished) {
                    return !(memory.find(lease.id()) instanceof Sighting.Finished) && memory.complete(lease, finished);
                }
            };
        }
    }

    static class OwnerLockedOutByALostReply extends Broken {
        @Override
        DelegatingStore front(InMemoryStore memory) {
            return new DelegatingStore(memory) {
                @Override
                public synchronized Acquired acquire(LeaseRequest request) {
                    Sighting seen = memory.find(request.id());
                    boolean held = seen instanceof Sighting.Held holding
                            && holding.remaining().compareTo(Duration.ZERO) > 0;
                    return held ? new Acquired.Seen(seen) : memory.acquire(request);
                }
            };
        }
    }

    static class SettledWhileAtWork extends Broken {
        @Override
        DelegatingStore front(InMemoryStore memory) {
            return new Trusting(memory) {
                @Override
                public boolean settle(RecordId id, @Nullable NewRecord finished) {
                    Sighting seen = memory.find(id);
                    if (seen instanceof Sighting.Held && finished == null) {
                        return memory.release(anybodys(new Lease(id, "", 0)));
                    }
                    return memory.settle(id, finished);
                }
            };
        }
    }
}
