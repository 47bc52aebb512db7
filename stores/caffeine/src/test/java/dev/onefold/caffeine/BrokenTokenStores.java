package dev.onefold.caffeine;

import dev.onefold.RecordId;
import dev.onefold.store.LeasedStore.Lease;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import dev.onefold.testkit.ManualClock;
import dev.onefold.testkit.TokenStoreContract;
import dev.onefold.token.TokenStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Stores of tokens with one mistake each, all of them shipped by somebody, as test classes that must fail. */
final class BrokenTokenStores {

    private static final long MOMENT_NANOS = 2_000_000;

    private BrokenTokenStores() {}

    /** All instances are one. */
    abstract static class Broken extends TokenStoreContract {

        private final ManualClock clock = new ManualClock();
        private @Nullable TokenStore front;

        abstract TokenStore front(CaffeineTokenStore right);

        @Override
        protected synchronized TokenStore store() {
            if (front == null) {
                front = front(new CaffeineTokenStore(clock, 10_000));
            }
            return front;
        }

        @Override
        protected TokenStore anotherStore() {
            return store();
        }

        @Override
        protected void advance(Duration by) {
            clock.advance(by);
        }
    }

    private static class Delegating implements TokenStore {

        final CaffeineTokenStore right;

        Delegating(CaffeineTokenStore right) {
            this.right = right;
        }

        @Override
        public @Nullable Instant issue(NewToken token) {
            return right.issue(token);
        }

        @Override
        public Sighting find(RecordId id) {
            return right.find(id);
        }

        @Override
        public Acquired acquire(LeaseRequest request) {
            return right.acquire(request);
        }

        @Override
        public boolean renew(Lease lease, Duration length) {
            return right.renew(lease, length);
        }

        @Override
        public boolean complete(Lease lease, NewRecord finished) {
            return right.complete(lease, finished);
        }

        @Override
        public boolean release(Lease lease) {
            return right.release(lease);
        }
    }

    /** Whatever it does not know, it takes for new. */
    static class UnknownTakenForFresh extends Broken {
        @Override
        TokenStore front(CaffeineTokenStore right) {
            return new Delegating(right) {
                @Override
                public Acquired acquire(LeaseRequest request) {
                    if (right.find(request.id()) instanceof Sighting.Refused) {
                        right.issue(new NewToken(request.id(), request.id(), Duration.ofMinutes(30), 1));
                    }
                    return right.acquire(request);
                }
            };
        }
    }

    /** Looks, and then claims: between the two another does the same. */
    static class CheckThenActClaim extends Broken {
        @Override
        TokenStore front(CaffeineTokenStore right) {
            return new Delegating(right) {
                @Override
                public Acquired acquire(LeaseRequest request) {
                    boolean free = right.find(request.id()) instanceof Sighting.Absent;
                    LockSupport.parkNanos(MOMENT_NANOS);
                    Acquired acquired = right.acquire(request);
                    return free && acquired instanceof Acquired.Seen
                            ? new Acquired.Granted(new Lease(request.id(), request.owner(), 1))
                            : acquired;
                }
            };
        }
    }

    /** Deletes the token when it is claimed: a crash, and its user is refused for ever. */
    static class ConsumedByTheClaim extends Broken {
        @Override
        TokenStore front(CaffeineTokenStore right) {
            Set<RecordId> consumed = ConcurrentHashMap.newKeySet();
            return new Delegating(right) {
                @Override
                public Acquired acquire(LeaseRequest request) {
                    if (!consumed.add(request.id()) && !(find(request.id()) instanceof Sighting.Finished)) {
                        return new Acquired.Seen(TokenStore.notIssued());
                    }
                    return right.acquire(request);
                }
            };
        }
    }

    /** Deletes the token when it is used up: the second click is refused instead of answered. */
    static class DeleteAndRefuse extends Broken {
        @Override
        TokenStore front(CaffeineTokenStore right) {
            return new Delegating(right) {
                @Override
                public Acquired acquire(LeaseRequest request) {
                    Acquired acquired = right.acquire(request);
                    return acquired instanceof Acquired.Seen seen && seen.sighting() instanceof Sighting.Finished
                            ? new Acquired.Seen(TokenStore.notIssued())
                            : acquired;
                }
            };
        }
    }

    /** Whoever completes, completes. */
    static class CompletionWithoutOwner extends Broken {
        @Override
        TokenStore front(CaffeineTokenStore right) {
            Map<RecordId, Lease> granted = new ConcurrentHashMap<>();
            return new Delegating(right) {
                @Override
                public Acquired acquire(LeaseRequest request) {
                    Acquired acquired = right.acquire(request);
                    if (acquired instanceof Acquired.Granted grant) {
                        granted.put(request.id(), grant.lease());
                    }
                    return acquired;
                }

                @Override
                public boolean complete(Lease lease, NewRecord finished) {
                    return right.complete(granted.getOrDefault(lease.id(), lease), finished);
                }
            };
        }
    }

    /** As many tokens as anybody asks for. */
    static class UnboundedIssue extends Broken {
        @Override
        TokenStore front(CaffeineTokenStore right) {
            return new Delegating(right) {
                @Override
                public @Nullable Instant issue(NewToken token) {
                    return right.issue(new NewToken(token.id(), token.holder(), token.lifetime(), 10_000));
                }
            };
        }
    }
}
