package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.onefold.Codec;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Operation.Waiting;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Kind;
import dev.onefold.Time;
import dev.onefold.TransactionalOperation;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Duplicates of a slow request, and what they leave of the connection pool for everybody else. */
@Timeout(60)
class PoolTest {

    private static final int CONNECTIONS = 10;
    private static final int DUPLICATES = 50;
    /** Who waits no longer than this may wait for a look at the store that many share, and will look for itself. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch atWork = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final Semaphore waits = new Semaphore(0);
    private Database database;
    private HikariDataSource pool;
    private Onefold<Connection> onefold;

    @BeforeEach
    void open() {
        database = Database.create();
        pool = database.pool(CONNECTIONS);
        onefold = engine(pool);
    }

    @AfterEach
    void close() {
        goOn.countDown();
        threads.shutdownNow();
        onefold.close();
        database.close();
    }

    @Test
    void waitersHoldNoConnection() throws Exception {
        TransactionalOperation<String> slow = slow(new Waiting(Duration.ofSeconds(60), DUPLICATES));
        List<Future<Outcome<String>>> duplicates = fire(onefold, slow);
        atWork.await();
        waits.acquire(DUPLICATES - 1);

        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isEqualTo(1);
        assertUnrelatedQueryCompletes(pool);

        goOn.countDown();
        assertThat(kinds(duplicates, Kind.APPLIED)).isEqualTo(1);
        assertThat(kinds(duplicates, Kind.REPLAYED)).isEqualTo(DUPLICATES - 1);
        assertThat(database.effects("slow")).isEqualTo(1);
    }

    @Test
    void waitersAreBounded() throws Exception {
        TransactionalOperation<String> slow = slow(new Waiting(Duration.ofSeconds(60), 8));
        List<Future<Outcome<String>>> duplicates = fire(onefold, slow);
        atWork.await();
        waits.acquire(8);

        List<Future<Outcome<String>>> turnedAway = new ArrayList<>();
        while (turnedAway.size() < DUPLICATES - 9) {
            turnedAway.clear();
            duplicates.stream().filter(Future::isDone).forEach(turnedAway::add);
        }
        assertThat(kinds(turnedAway, Kind.IN_PROGRESS)).isEqualTo(DUPLICATES - 9);
        assertUnrelatedQueryCompletes(pool);

        goOn.countDown();
        assertThat(kinds(duplicates, Kind.APPLIED)).isEqualTo(1);
        assertThat(kinds(duplicates, Kind.REPLAYED)).isEqualTo(8);
    }

    @Test
    void anotherNodePollsWithoutHoldingAConnection() throws Exception {
        TransactionalOperation<String> slow = slow(new Waiting(Duration.ofSeconds(60), DUPLICATES));
        Future<Outcome<String>> first = threads.submit(() -> place(onefold, slow));
        atWork.await();
        HikariDataSource small = database.pool(2);
        try (Onefold<Connection> other = engine(small)) {
            List<Future<Outcome<String>>> duplicates = fire(other, slow);
            waits.acquire(DUPLICATES + 3);

            assertUnrelatedQueryCompletes(small);

            goOn.countDown();
            assertThat(first.get().kind()).isEqualTo(Kind.APPLIED);
            assertThat(kinds(duplicates, Kind.REPLAYED)).isEqualTo(DUPLICATES);
        }
        assertThat(database.effects("slow")).isEqualTo(1);
    }

    private static TransactionalOperation<String> slow(Waiting waiting) {
        return Operation.transactional("slow", Codec.text()).with(waiting);
    }

    private Outcome<String> place(Onefold<Connection> engine, TransactionalOperation<String> operation)
            throws Exception {
        return engine.execute(operation, Business.call("slow"), connection -> {
            atWork.countDown();
            goOn.await();
            return Business.effect(connection, "slow", "first");
        });
    }

    private List<Future<Outcome<String>>> fire(Onefold<Connection> engine, TransactionalOperation<String> operation) {
        List<Future<Outcome<String>>> duplicates = new ArrayList<>();
        for (int i = 0; i < DUPLICATES; i++) {
            duplicates.add(threads.submit(() -> place(engine, operation)));
        }
        return duplicates;
    }

    private void assertUnrelatedQueryCompletes(HikariDataSource shared) throws Exception {
        Future<String> unrelated = threads.submit(() -> {
            try (Connection connection = shared.getConnection()) {
                return Database.text(connection, "SELECT 'done'");
            }
        });
        assertThat(unrelated.get(20, TimeUnit.SECONDS)).isEqualTo("done");
        assertThat(goOn.getCount()).as("the slow one is still at work").isEqualTo(1);
    }

    private static long kinds(List<Future<Outcome<String>>> outcomes, Kind kind) throws Exception {
        long count = 0;
        for (Future<Outcome<String>> outcome : outcomes) {
            count += outcome.get(30, TimeUnit.SECONDS).kind() == kind ? 1 : 0;
        }
        return count;
    }

    /** An engine that tells of every wait for an answer that begins. */
    private Onefold<Connection> engine(HikariDataSource dataSource) {
        Time machine = Time.system();
        Time telling = new Time() {
            @Override
            public long nanos() {
                return machine.nanos();
            }

            @Override
            public void pause(Duration length) {
                waits.release();
                machine.pause(length);
            }

            @Override
            public boolean await(CountDownLatch latch, Duration atMost) {
                if (atMost.compareTo(LONGEST_LOOK) > 0) {
                    waits.release();
                }
                return machine.await(latch, atMost);
            }
        };
        return Onefold.<Connection>builder()
                .transactional(JdbcStore.on(dataSource))
                .time(telling)
                .build();
    }
}
