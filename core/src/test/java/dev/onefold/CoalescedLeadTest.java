package dev.onefold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Operation.Batching;
import dev.onefold.store.InMemoryStore;
import dev.onefold.store.InMemoryStore.Effects;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens between one leader and the next, with one committer whose work goes on when it is told to. */
@Timeout(60)
class CoalescedLeadTest {

    private static final Outcome<String> DONE = new Outcome.Applied<>("done");

    private final Semaphore works = new Semaphore(0);
    private final Semaphore goOn = new Semaphore(0);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile CompletableFuture<?> neededToLead = CompletableFuture.completedFuture(null);
    private final Onefold<Effects> onefold = Onefold.<Effects>builder()
            .transactional(new InMemoryStore())
            .committers(task -> {
                neededToLead.join();
                threads.execute(task);
            })
            .build();
    private final Coalesced<Integer, String, RuntimeException> line = onefold.coalesced(
            Operation.coalesced("count", Codec.text()).with(new Batching(64, 1, 64, Duration.ofSeconds(60))),
            (resource, numbers) -> {
                works.release();
                goOn.acquireUninterruptibly();
                return Collections.nCopies(numbers.size(), new Decision.Accept<>("done"));
            });

    @AfterEach
    void close() {
        threads.shutdownNow();
        onefold.close();
    }

    private static Call call(int number) {
        return Call.of(new Scope("", "me"), "key " + number, Fingerprint.ofText("count"));
    }

    private CompletableFuture<Outcome<String>> onThread(int number) {
        return CompletableFuture.supplyAsync(() -> line.execute(call(number), number), threads);
    }

    private void waits(int most) {
        while (line.waiting() < most) {
            Thread.onSpinWait();
        }
    }

    /** Somebody leads, and of those who wait for it the first is to lead next. */
    private CompletableFuture<Outcome<String>> begin() {
        CompletableFuture<Outcome<String>> first = onThread(0);
        works.acquireUninterruptibly();
        return first;
    }

    @Test
    void threadsAreWokenBeforeTheLeadIsGivenAway() throws Exception {
        CompletableFuture<Outcome<String>> first = begin();
        CompletableFuture<Outcome<String>> leader = onThread(1);
        waits(1);
        CompletableFuture<Outcome<String>> passenger = onThread(2);
        waits(2);
        goOn.release();
        works.acquireUninterruptibly();

        neededToLead = passenger;
        CompletableFuture<Outcome<String>> next = line.submit(call(3), 3);
        waits(1);
        goOn.release(2);

        for (CompletableFuture<Outcome<String>> each : List.of(first, leader, passenger, next)) {
            assertThat(each.get(60, TimeUnit.SECONDS)).isEqualTo(DONE);
        }
    }

    @Test
    void whatFollowsOnAFutureMayWaitForTheNextLeader() throws Exception {
        CompletableFuture<Outcome<String>> first = begin();
        CompletableFuture<Outcome<String>> follows =
                line.submit(call(1), 1).thenApply(done -> line.execute(call(2), 2));
        waits(1);
        goOn.release(3);

        assertThat(first.get(60, TimeUnit.SECONDS)).isEqualTo(DONE);
        assertThat(follows.get(60, TimeUnit.SECONDS)).isEqualTo(DONE);
    }
}
