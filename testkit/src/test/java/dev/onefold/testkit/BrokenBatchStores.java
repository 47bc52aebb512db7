package dev.onefold.testkit;

import dev.onefold.RecordId;
import dev.onefold.store.InMemoryStore;
import dev.onefold.store.InMemoryStore.Effects;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import dev.onefold.store.TransactionalStore;
import dev.onefold.store.TransactionalStore.Claim;
import dev.onefold.store.TransactionalStore.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stores that are sound for one request and broken for several. Each is a defect that a batch invites. */
final class BrokenBatchStores {

    private BrokenBatchStores() {}

    /** A new front for each use, over the same memory. */
    abstract static class Broken extends CoalescedStoreContract<Effects> {

        private final ManualClock clock = new ManualClock();
        private final InMemoryStore memory = new InMemoryStore(clock, 1_000);
        private final List<String> effects = new CopyOnWriteArrayList<>();

        abstract DelegatingStore front(InMemoryStore memory);

        @Override
        protected TransactionalStore<Effects> store() {
            return front(memory);
        }

        @Override
        protected TransactionalStore<Effects> anotherStore() {
            return front(memory);
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

    static class OnlyTheFirstIsClaimed extends Broken {
        @Override
        DelegatingStore front(InMemoryStore memory) {
            return new DelegatingStore(memory) {
                @Override
                List<Claim> claim(Transaction<Effects> transaction, List<RecordId> ids) {
                    List<Claim> claims = new ArrayList<>();
                    for (RecordId id : ids) {
                        Sighting seen = find(id);
                        if (claims.isEmpty()) {
                            claims.add(transaction.claim(id));
                        } else {
                            claims.add(seen instanceof Sighting.Absent ? new Claim.Granted() : new Claim.Seen(seen));
                        }
                    }
                    return claims;
                }
            };
        }
    }

    static class BusyMeansTheBatchIsBusy extends Broken {
        @Override
        DelegatingStore front(InMemoryStore memory) {
            return new DelegatingStore(memory) {
                @Override
                List<Claim> claim(Transaction<Effects> transaction, List<RecordId> ids) {
                    List<Claim> claims = super.claim(transaction, ids);
                    return claims.contains(new Claim.Busy())
                            ? Collections.nCopies(ids.size(), new Claim.Busy())
                            : claims;
                }
            };
        }
    }

    static class OneIsKnownSoAllAre extends Broken {
        @Override
        DelegatingStore front(InMemoryStore memory) {
            return new DelegatingStore(memory) {
                @Override
                List<Claim> claim(Transaction<Effects> transaction, List<RecordId> ids) {
                    List<Claim> claims = super.claim(transaction, ids);
                    return claims.stream()
                            .filter(Claim.Seen.class::isInstance)
                            .findFirst()
                            .map(seen -> Collections.nCopies(ids.size(), seen))
                            .orElse(claims);
                }
            };
        }
    }

    static class OnlyTheFirstIsSaved extends Broken {
        @Override
        DelegatingStore front(InMemoryStore memory) {
            return new DelegatingStore(memory) {
                @Override
                boolean save(Transaction<Effects> transaction, List<NewRecord> finished) {
                    return transaction.save(finished.get(0));
                }
            };
        }
    }

    static class AnswersMixedUp extends Broken {
        @Override
        DelegatingStore front(InMemoryStore memory) {
            return new DelegatingStore(memory) {
                @Override
                boolean save(Transaction<Effects> transaction, List<NewRecord> finished) {
                    for (int i = 0; i < finished.size(); i++) {
                        NewRecord mine = finished.get(i);
                        NewRecord other = finished.get((i + 1) % finished.size());
                        transaction.save(new NewRecord(
                                mine.id(),
                                mine.operation(),
                                mine.fingerprint(),
                                mine.verdict(),
                                mine.code(),
                                other.content(),
                                mine.answerFor(),
                                mine.knownFor()));
                    }
                    return true;
                }
            };
        }
    }

    static class RecordsInATransactionOfTheirOwn extends Broken {
        @Override
        DelegatingStore front(InMemoryStore memory) {
            return new DelegatingStore(memory) {
                @Override
                boolean save(Transaction<Effects> transaction, List<NewRecord> finished) {
                    Transaction<Effects> own = memory.open();
                    own.save(finished);
                    own.commit();
                    own.close();
                    return true;
                }
            };
        }
    }
}
