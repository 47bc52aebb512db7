package dev.onefold.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Content;
import dev.onefold.Fingerprint;
import dev.onefold.RecordId;
import dev.onefold.Scope;
import dev.onefold.store.LeasedStore.Acquired;
import dev.onefold.store.LeasedStore.Lease;
import dev.onefold.store.LeasedStore.LeaseRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every interleaving that Lincheck tries on one key gives answers that some order of the calls would give. */
class InMemoryStoreInterleavingTest {

    private static final RecordId ID = RecordId.of(new Scope("", "me"), "key");
    private static final Fingerprint CONTENT = Fingerprint.ofText("content");
    private static final NewRecord RECORD = new NewRecord(
            ID, "pay", CONTENT, Verdict.APPLIED, "", Content.text("done"), Duration.ofDays(1), Duration.ofDays(1));

    private static final List<String> FENCES = IntStream.range(0, 20)
            .mapToObj(fence -> "granted with fence " + fence)
            .toList();

    private static LeaseRequest request(int owner, Duration length) {
        return new LeaseRequest(ID, "owner " + owner, "pay", CONTENT, length, true);
    }

    private static Lease lease(int owner, int fence) {
        return new Lease(ID, "owner " + owner, fence);
    }

    // short answers: Lincheck watches every step of whatever makes them

    private static String told(Acquired acquired) {
        if (acquired instanceof Acquired.Granted granted) {
            return FENCES.get((int) granted.lease().fence());
        }
        return acquired instanceof Acquired.Seen seen ? told(seen.sighting()) : "busy";
    }

    private static String told(Sighting sighting) {
        if (sighting instanceof Sighting.Held held) {
            return held.remaining().isZero() ? "lapsed" : "held";
        }
        if (sighting instanceof Sighting.InDoubt) {
            return "in doubt";
        }
        return sighting instanceof Sighting.Absent ? "absent" : "finished";
    }

    @Test
    void noInterleavingOfTwoThreadsShows() {
        new ModelCheckingOptions()
                .iterations(8)
                .invocationsPerIteration(150)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(1)
                .check(Leasing.class);
    }

    @Test
    void noInterleavingOfThreeThreadsShows() {
        new ModelCheckingOptions()
                .iterations(4)
                .invocationsPerIteration(150)
                .threads(3)
                .actorsPerThread(2)
                .actorsBefore(1)
                .actorsAfter(1)
                .check(Leasing.class);
    }

    @Test
    void checkingBeforeActingWouldBeFound() {
        ModelCheckingOptions options = new ModelCheckingOptions()
                .iterations(10)
                .invocationsPerIteration(100)
                .threads(2)
                .actorsPerThread(2)
                .actorsBefore(0)
                .actorsAfter(0)
                .minimizeFailedScenario(false);
        assertThatThrownBy(() -> options.check(CheckingThenActing.class)).isInstanceOf(LincheckAssertionError.class);
    }

    /** What Lincheck calls, on the store itself. */
    @Param(name = "owner", gen = IntGen.class, conf = "1:2")
    @Param(name = "fence", gen = IntGen.class, conf = "1:3")
    public static class Leasing {

        private final InMemoryStore store = new InMemoryStore(InstantSource.fixed(Instant.EPOCH), 10);
        private TransactionalStore.@Nullable Transaction<InMemoryStore.Effects> transaction;

        @Operation
        public String acquire(@Param(name = "owner") int owner) {
            return told(store.acquire(request(owner, Duration.ofSeconds(60))));
        }

        /** Lapses at once, so that the next owner takes it over. */
        @Operation
        public String acquireInVain(@Param(name = "owner") int owner) {
            return told(store.acquire(request(owner, Duration.ZERO)));
        }

        @Operation
        public boolean renew(@Param(name = "owner") int owner, @Param(name = "fence") int fence) {
            return store.renew(lease(owner, fence), Duration.ofSeconds(90));
        }

        @Operation
        public boolean complete(@Param(name = "owner") int owner, @Param(name = "fence") int fence) {
            return store.complete(lease(owner, fence), RECORD);
        }

        @Operation
        public boolean release(@Param(name = "owner") int owner, @Param(name = "fence") int fence) {
            return store.release(lease(owner, fence));
        }

        @Operation
        public boolean doubt(@Param(name = "owner") int owner, @Param(name = "fence") int fence) {
            return store.doubt(lease(owner, fence));
        }

        /** A transaction on the same key; one at a time, but alongside the leases. */
        @Operation(nonParallelGroup = "transaction")
        public String claim() {
            if (transaction != null) {
                return "has one";
            }
            transaction = store.open();
            TransactionalStore.Claim claim = transaction.claim(ID);
            if (claim instanceof TransactionalStore.Claim.Seen seen) {
                return told(seen.sighting());
            }
            return claim instanceof TransactionalStore.Claim.Busy ? "busy" : "granted";
        }

        @Operation(nonParallelGroup = "transaction")
        public boolean end() {
            boolean open = transaction != null;
            if (transaction != null) {
                transaction.close();
                transaction = null;
            }
            return open;
        }

        @Operation
        public String find() {
            return told(store.find(ID));
        }
    }

    /** The same claims as two calls of the map. */
    @Param(name = "owner", gen = IntGen.class, conf = "1:2")
    public static class CheckingThenActing {

        private final Map<RecordId, String> owners = new ConcurrentHashMap<>();

        @Operation
        public String acquire(@Param(name = "owner") int owner) {
            if (owners.containsKey(ID)) {
                return "taken";
            }
            owners.put(ID, "owner " + owner);
            return "granted";
        }

        @Operation
        public String find() {
            return owners.getOrDefault(ID, "absent");
        }
    }
}
