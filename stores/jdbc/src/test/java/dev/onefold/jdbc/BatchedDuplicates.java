package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Coalesced;
import dev.onefold.CoalescedOperation;
import dev.onefold.Codec;
import dev.onefold.Decision;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Operation.Batching;
import dev.onefold.Operation.Waiting;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Kind;
import dev.onefold.store.TransactionalStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Two batches on two nodes, with one request in common and another that is common too, or each one's own. */
class BatchedDuplicates extends Duplicates {

    private static final CoalescedOperation<String> PLACE = Operation.coalesced("place", Codec.text())
            .with(Waiting.NONE)
            .with(new Batching(64, 1, 64, Duration.ofSeconds(10)));

    private final int mostRuns;
    private final boolean common;
    private final ThreadLocal<Queue<Runnable>> batches = ThreadLocal.withInitial(ArrayDeque::new);
    private final Map<Caller, Outcome<String>> others = new ConcurrentHashMap<>();

    BatchedDuplicates(Database database, Onefold<Connection> later, int mostRuns, boolean common) {
        super(database, later);
        this.mostRuns = mostRuns;
        this.common = common;
    }

    @Override
    int mostRuns() {
        return mostRuns;
    }

    @Override
    Onefold<Connection> engine(JdbcStore store) {
        return Onefold.<Connection>builder()
                .transactional(claiming(store))
                .committers(batch -> batches.get().add(batch))
                .build();
    }

    TransactionalStore<Connection> claiming(JdbcStore store) {
        return store;
    }

    @Override
    public Callable<?> request(Caller caller, String key) {
        others.remove(caller);
        String otherKey = otherKey(key, caller);
        Coalesced<String, String, SQLException> line = engine(caller).coalesced(PLACE, (connection, keys) -> {
            if (keys.contains(key)) {
                work(connection, key, caller);
            }
            if (keys.contains(otherKey)) {
                Business.effect(connection, otherKey, caller.name());
            }
            return keys.stream()
                    .map(same -> new Decision.Accept<>(caller.name()))
                    .toList();
        });
        return () -> {
            CompletableFuture<Outcome<String>> one = line.submit(Business.call(key), key);
            CompletableFuture<Outcome<String>> another = line.submit(Business.call(otherKey), otherKey);
            batches.get().remove().run();
            others.put(caller, another.get());
            return one.get();
        };
    }

    private String otherKey(String key, Caller caller) {
        return key + (common ? "-too" : "-" + caller.name());
    }

    @Override
    public void verify(String key, Caller one, Caller other) throws Exception {
        super.verify(key, one, other);
        for (Caller caller : List.of(one, other)) {
            String otherKey = otherKey(key, caller);
            if (!caller.wasKilled() && !common) {
                assertThat(Objects.requireNonNull(others.get(caller)).kind())
                        .as("own request")
                        .isEqualTo(Kind.APPLIED);
                assertThat(database.effects(otherKey)).as("own effect").isEqualTo(1);
            }
            retried(otherKey);
            assertThat(database.effects(otherKey)).as("other effect").isEqualTo(1);
        }
    }

    /** The claims of a batch look for records before they lock, and not after. */
    static final class Broken extends BatchedDuplicates {

        Broken(Database database, Onefold<Connection> later) {
            super(database, later, 1, false);
        }

        @Override
        TransactionalStore<Connection> claiming(JdbcStore store) {
            return new BrokenClaim(store, true);
        }
    }

    /** The claims of a batch take no lock, and the effect commits by itself, where no unique index can undo it. */
    static final class BrokenApart extends BatchedDuplicates {

        BrokenApart(Database database, Onefold<Connection> later) {
            super(database, later, 4, false);
        }

        @Override
        TransactionalStore<Connection> claiming(JdbcStore store) {
            return new BrokenClaim(store, false);
        }

        @Override
        String effect(Connection connection, String key, Caller caller) {
            database.execute("INSERT INTO effect (name, made_by) VALUES ('" + key + "', '" + caller.name() + "')");
            return caller.name();
        }
    }
}
