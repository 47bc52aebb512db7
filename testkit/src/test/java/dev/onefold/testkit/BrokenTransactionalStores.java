package dev.onefold.testkit;

import dev.onefold.Content;
import dev.onefold.RecordId;
import dev.onefold.Scope;
import dev.onefold.store.InMemoryStore;
import dev.onefold.store.InMemoryStore.Effects;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import dev.onefold.store.Sighting.Finished;
import dev.onefold.store.TransactionalStore;
import dev.onefold.store.TransactionalStore.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stores with one mistake each, as test classes that must fail. */
final class BrokenTransactionalStores {

    private BrokenTransactionalStores() {}

    /** Both instances are made by {@link #front}; each has its own. */
    abstract static class Broken extends TransactionalStoreContract<Effects> {

        private final ManualClock clock = new ManualClock();
        private final InMemoryStore memory = new InMemoryStore(clock, 1_000);
        private final List<String> effects = new CopyOnWriteArrayList<>();
        private final Map<Integer, DelegatingStore> fronts = new ConcurrentHashMap<>();

        abstract DelegatingStore front(InMemoryStore memory);

        @Override
        protected TransactionalStore<Effects> store() {
            return fronts.computeIfAbsent(0, any -> front(memory));
        }

        @Override
        protected TransactionalStore<Effects> anotherStore() {
            return fronts.computeIfAbsent(1, any -> front(memory));
        }

        @Override
        protected void write(Effects resource, String effect) {
            resource.onCommit(() -> effects.add(effect));
        }

        @Override
        protected List<String> effects() {
            return effects;
        }

        @Override
        protected void advance(Duration by) {
            clock.advance(by);
        }
    }

    static class CheckThenActClaim extends Broken {
        @Override
        DelegatingStore front(InMemoryStore memory) {
            return new DelegatingStore(memory) {
                @Override
                Claim claim(Transaction<Effects> transaction, RecordId id) {
                    Sighting seen = find(id);
                    return seen instanceof Sighting.Absent ? new Claim.Granted() : new Claim.Seen(seen);
                }
            };
        }
    }

    static class ClaimsKeptInTheProcess extends Broken {
        @Override
        DelegatingStore front(InMemoryStore memory) {
            Map<RecordId, Transaction<Effects>> claims = new ConcurrentHashMap<>();
            return new DelegatingStore(memory) {
                @Override
                Claim claim(Transaction<Effects> transaction, RecordId id) {
                    if (!claims.computeIfAbsent(id, any -> transaction).equals(transaction)) {
                        return new Claim.Busy();
                    }
                    Sighting seen = find(id);
                    return seen instanceof Sighting.Absent ? new Claim.Granted() : new Claim.Seen(seen);
                }

                @Override
                void close(Transaction<Effects> transaction) {
                    claims.values().removeIf(transaction::equals);
                    transaction.close();
                }
            };
        }
    }

    static class ClaimGivenBackBeforeTheCommit extends Broken {
        @Override
        DelegatingStore front(InMemoryStore memory) {
            return new DelegatingStore(memory) {
                @Override
                boolean save(Transaction<Effects> transaction, NewRecord finished) {
                    boolean saved = transaction.save(finished);
                    transaction.close();
                    return saved;
                }
            };
        }
    }

    static class ClaimKeptAfterTheRollback extends Broken {
        @Override
        DelegatingStore front(InMemoryStore memory) {
            return new DelegatingStore(memory) {
                @Override
                void close(Transaction<Effects> transaction) {
                    // neither rolls back nor lets go
                }
            };
        }
    }

    static class KeyWithoutScope extends Broken {
        @Override
        DelegatingStore front(InMemoryStore memory) {
            RecordId same = RecordId.of(new Scope("", "everybody"), "the same key");
            return new DelegatingStore(memory) {
                @Override
                public Sighting find(RecordId id) {
                    return memory.find(same);
                }

                @Override
                Claim claim(Transaction<Effects> transaction, RecordId id) {
                    return transaction.claim(same);
                }

                @Override
                boolean save(Transaction<Effects> transaction, NewRecord finished) {
                    return transaction.save(new NewRecord(
                            same,
                            finished.operation(),
                            finished.fingerprint(),
                            finished.verdict(),
                            finished.code(),
                            finished.content(),
                            finished.answerFor(),
                            finished.knownFor()));
                }
            };
        }
    }

    static class RecordInATransactionOfItsOwn extends Broken {
        @Override
        DelegatingStore front(InMemoryStore memory) {
            return new DelegatingStore(memory) {
                @Override
                boolean save(Transaction<Effects> transaction, NewRecord finished) {
                    try (Transaction<Effects> own = memory.open()) {
                        own.save(finished);
                        own.commit();
                    }
                    return transaction.save(finished);
                }
            };
        }
    }

    static class EffectInATransactionOfItsOwn extends Broken {
        @Override
        DelegatingStore front(InMemoryStore memory) {
            return new DelegatingStore(memory) {
                @Override
                Effects resource(Transaction<Effects> transaction) {
                    return Runnable::run;
                }
            };
        }
    }

    static class RecordVisibleBeforeTheCommit extends Broken {

        private final Map<RecordId, NewRecord> pending = new ConcurrentHashMap<>();

        @Override
        DelegatingStore front(InMemoryStore memory) {
            return new DelegatingStore(memory) {
                @Override
                public Sighting find(RecordId id) {
                    NewRecord early = pending.get(id);
                    return early == null ? memory.find(id) : seen(early);
                }

                @Override
                boolean save(Transaction<Effects> transaction, NewRecord finished) {
                    pending.put(finished.id(), finished);
                    return transaction.save(finished);
                }

                @Override
                void close(Transaction<Effects> transaction) {
                    pending.clear();
                    transaction.close();
                }
            };
        }

        private static Finished seen(NewRecord early) {
            return new Finished(
                    early.operation(),
                    early.fingerprint(),
                    early.verdict(),
                    early.code(),
                    early.content(),
                    Instant.EPOCH);
        }
    }

    static class AnswerReadAsText extends Broken {
        @Override
        DelegatingStore front(InMemoryStore memory) {
            return new DelegatingStore(memory) {
                @Override
                public Sighting find(RecordId id) {
                    return altered(memory.find(id));
                }

                @Override
                Claim claim(Transaction<Effects> transaction, RecordId id) {
                    Claim claim = transaction.claim(id);
                    return claim instanceof Claim.Seen seen ? new Claim.Seen(altered(seen.sighting())) : claim;
                }
            };
        }

        private static Sighting altered(Sighting sighting) {
            if (!(sighting instanceof Finished finished) || finished.content() == null) {
                return sighting;
            }
            return new Finished(
                    finished.operation(),
                    finished.fingerprint(),
                    finished.verdict(),
                    finished.code(),
                    Content.text(finished.content().text()),
                    finished.at());
        }
    }

    /** Keeps a record for other times than it was asked to. */
    abstract static class Forgetting extends Broken {

        abstract Duration answerFor(NewRecord finished);

        abstract Duration knownFor(NewRecord finished);

        @Override
        DelegatingStore front(InMemoryStore memory) {
            return new DelegatingStore(memory) {
                @Override
                boolean save(Transaction<Effects> transaction, NewRecord finished) {
                    return transaction.save(new NewRecord(
                            finished.id(),
                            finished.operation(),
                            finished.fingerprint(),
                            finished.verdict(),
                            finished.code(),
                            finished.content(),
                            answerFor(finished),
                            knownFor(finished)));
                }
            };
        }
    }

    static class TombstoneForgottenWithTheAnswer extends Forgetting {
        @Override
        Duration answerFor(NewRecord finished) {
            return finished.answerFor();
        }

        @Override
        Duration knownFor(NewRecord finished) {
            return finished.answerFor();
        }
    }

    static class NothingEverForgotten extends Forgetting {
        @Override
        Duration answerFor(NewRecord finished) {
            return Duration.ofDays(4_000);
        }

        @Override
        Duration knownFor(NewRecord finished) {
            return Duration.ofDays(4_000);
        }
    }
}
