package dev.onefold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.store.Sighting;
import dev.onefold.store.StoreException;
import dev.onefold.store.TransactionalStore;
import dev.onefold.store.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Looks that come alone, and looks that come while two others are held in the store. */
@Timeout(60)
class LooksTest {

    private final Shelf shelf = new Shelf();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Semaphore waits = new Semaphore(0);
    private volatile boolean patient = true;
    private final Looks looks = new Looks(shelf, new Time() {
        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public void pause(Duration length) {
            throw new AssertionError("nobody pauses");
        }

        @Override
        public boolean await(CountDownLatch latch, Duration atMost) {
            waits.release();
            return patient && Time.system().await(latch, Duration.ofMinutes(1));
        }
    });

    /** Holds those who look for one; every record's code is its key's number. */
    private static final class Shelf implements TransactionalStore<Void> {
        private final List<List<RecordId>> looks = new CopyOnWriteArrayList<>();
        private final Semaphore arrived = new Semaphore(0);
        private final Semaphore open = new Semaphore(0);
        private volatile Function<RecordId, Sighting> together = LooksTest::record;

        @Override
        public Sighting find(RecordId id) {
            looks.add(List.of(id));
            arrived.release();
            open.acquireUninterruptibly();
            return record(id);
        }

        @Override
        public List<Sighting> find(List<RecordId> ids) {
            looks.add(ids);
            return ids.stream().map(together).toList();
        }

        @Override
        public boolean joins() {
            return false;
        }

        @Override
        public Transaction<Void> open() {
            throw new AssertionError("nobody begins a transaction");
        }

        @Override
        public boolean isTransient(Throwable failure) {
            return false;
        }
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    private static RecordId id(int number) {
        return RecordId.of(new Scope("", "me"), "key " + number);
    }

    private static Sighting record(RecordId id) {
        return new Sighting.Finished(
                "look", Fingerprint.ofText("x"), Verdict.APPLIED, id.toString(), null, Instant.EPOCH);
    }

    private CompletableFuture<Sighting> look(int number) {
        return CompletableFuture.supplyAsync(() -> looks.find(id(number)), threads);
    }

    /** Two are held, and these wait for them, in this order. */
    private List<CompletableFuture<Sighting>> crowd(int... numbers) {
        List<CompletableFuture<Sighting>> all = new ArrayList<>();
        for (int held : new int[] {-1, -2}) {
            all.add(look(held));
            shelf.arrived.acquireUninterruptibly();
        }
        for (int number : numbers) {
            all.add(look(number));
            waits.acquireUninterruptibly();
        }
        return all;
    }

    /** One of the two that are held goes on, and then, when the next look for many was made, everybody. */
    private void open() {
        shelf.open.release();
        while (shelf.looks.size() < 3) {
            Thread.onSpinWait();
        }
        shelf.open.release(100);
    }

    private static void assertSeen(List<CompletableFuture<Sighting>> answers, int... numbers) {
        for (int i = 0; i < numbers.length; i++) {
            assertThat(answers.get(i + 2).join()).isEqualTo(record(id(numbers[i])));
        }
    }

    @Test
    void looksAtOnceForOneThatComesAlone() {
        shelf.open.release(2);

        assertThat(looks.find(id(1))).isEqualTo(record(id(1)));
        assertThat(looks.find(id(1))).isEqualTo(record(id(1)));

        assertThat(shelf.looks).containsExactly(List.of(id(1)), List.of(id(1)));
    }

    @Test
    void looksOnceForAllThatWaitAndForEachIdentityOnce() {
        List<CompletableFuture<Sighting>> answers = crowd(1, 2, 1, 3);

        open();

        assertSeen(answers, 1, 2, 1, 3);
        assertThat(shelf.looks).containsExactly(List.of(id(-1)), List.of(id(-2)), List.of(id(1), id(2), id(3)));
    }

    @Test
    void tellsAllThatTheStoreCannotAnswer() {
        StoreException down = new StoreException("down", new IllegalStateException());
        shelf.together = id -> {
            throw down;
        };
        List<CompletableFuture<Sighting>> answers = crowd(1, 2);

        open();

        for (CompletableFuture<Sighting> answer : answers.subList(2, 4)) {
            assertThatThrownBy(answer::join)
                    .isInstanceOf(CompletionException.class)
                    .hasRootCause(down.getCause());
        }
        assertThat(shelf.looks).hasSize(3);
        shelf.together = LooksTest::record;
        assertThat(looks.find(id(1))).as("the next").isEqualTo(record(id(1)));
    }

    @Test
    void letsEachLookForItselfWhereOneRecordCannotBeRead() {
        shelf.together = id -> {
            throw new IllegalArgumentException("unreadable");
        };
        List<CompletableFuture<Sighting>> answers = crowd(1, 2, 3);

        open();

        assertSeen(answers, 1, 2, 3);
        assertThat(shelf.looks).contains(List.of(id(1), id(2), id(3)), List.of(id(1)), List.of(id(2)), List.of(id(3)));
        assertThat(looks.find(id(4))).as("the next").isEqualTo(record(id(4)));
    }

    @Test
    void letsOneWhoWaitedForTooLongLookForItself() {
        crowd();
        patient = false;

        CompletableFuture<Sighting> impatient = look(1);

        shelf.arrived.acquireUninterruptibly();
        assertThat(shelf.looks).endsWith(List.of(id(1)));
        shelf.open.release(100);
        assertThat(impatient.join()).isEqualTo(record(id(1)));
    }
}
