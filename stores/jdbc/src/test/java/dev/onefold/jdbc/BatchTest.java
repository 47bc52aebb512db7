package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Coalesced;
import dev.onefold.CoalescedOperation;
import dev.onefold.Codec;
import dev.onefold.Decision;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Operation.Batching;
import dev.onefold.Operation.Retention;
import dev.onefold.Operation.Waiting;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.Kind;
import dev.onefold.jdbc.Wire.Fault;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch on PostgreSQL: its round trips, what they leave, and what is true after one that breaks. */
class BatchTest {

    private static final CoalescedOperation<String> PLACE = Operation.coalesced("place", Codec.text())
            .with(Waiting.NONE)
            .with(new Batching(64, 1, 64, Duration.ofSeconds(10)));

    private final Queue<Runnable> batches = new ArrayDeque<>();
    private Database database;
    private Wire wire;
    private Onefold<Connection> onefold;
    private Coalesced<String, String, SQLException> line;

    @BeforeEach
    void open() {
        database = Database.create();
        on("read committed", PLACE);
    }

    private void on(String isolation) {
        on(isolation, PLACE);
    }

    private void on(String isolation, CoalescedOperation<String> operation) {
        wire = new Wire(database.plain(isolation));
        onefold = Onefold.<Connection>builder()
                .transactional(JdbcStore.on(wire.dataSource()))
                .committers(batches::add)
                .build();
        line = onefold.coalesced(operation, (connection, keys) -> {
            try (var insert = connection.prepareStatement("INSERT INTO effect SELECT unnest(?::text[]), 'batch'")) {
                insert.setArray(1, connection.createArrayOf("text", keys.toArray()));
                insert.executeUpdate();
            }
            return keys.stream().map(Decision.Accept::new).toList();
        });
        wire.trips();
    }

    @AfterEach
    void close() {
        assertThat(database.advisoryLocks()).isZero();
        onefold.close();
        database.close();
    }

    private static List<String> keys(String prefix, int many) {
        return IntStream.range(0, many).mapToObj(i -> prefix + i).toList();
    }

    private List<CompletableFuture<Outcome<String>>> place(List<String> keys) {
        List<CompletableFuture<Outcome<String>>> answers = new ArrayList<>();
        keys.forEach(key -> answers.add(line.submit(Business.call(key), key)));
        while (!batches.isEmpty()) {
            batches.remove().run();
        }
        return answers;
    }

    /** Unknown also stands for a throw. */
    private Set<Kind> kinds(List<String> keys) throws Exception {
        Set<Kind> kinds = new HashSet<>();
        for (CompletableFuture<Outcome<String>> answer : place(keys)) {
            try {
                kinds.add(answer.get().kind());
            } catch (ExecutionException e) {
                kinds.add(Kind.UNKNOWN);
            }
        }
        return kinds;
    }

    private long effects(List<String> keys) {
        return keys.stream().mapToLong(database::effects).sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"read committed", "repeatable read", "serializable"})
    void costsAsManyRoundTripsAsOneRequestDoes(String isolation) throws Exception {
        onefold.close();
        on(isolation);
        List<String> keys = keys("key", 64);

        assertThat(kinds(keys)).containsExactly(Kind.APPLIED);

        List<String> trips = wire.trips();
        assertThat(trips).hasSize(isolation.equals("read committed") ? 3 : 5);
        assertThat(trips.get(trips.size() - 2)).startsWith("INSERT INTO effect");
        assertThat(effects(keys)).isEqualTo(64);
        assertThat(kinds(keys)).containsExactly(Kind.REPLAYED);
        assertThat(wire.trips()).hasSize(1);
        assertThat(effects(keys)).isEqualTo(64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"read committed", "repeatable read", "serializable"})
    void recordsWhoseTimeIsOverMakeRoomAndEachAnswerIsItsOwn(String isolation) throws Exception {
        onefold.close();
        on(isolation, PLACE.with(new Retention(Duration.ofSeconds(1), Duration.ofSeconds(1))));
        List<String> keys = List.of("a", "a longer key", "", "öffnen").stream()
                .map("key "::concat)
                .toList();
        for (int run = 1; run <= 3; run++) {
            database.clockAt(Duration.ofSeconds(10L * run));
            assertThat(kinds(keys)).containsExactly(Kind.APPLIED);
            List<CompletableFuture<Outcome<String>>> again = place(keys);
            for (int i = 0; i < keys.size(); i++) {
                assertThat(again.get(i).get()).isInstanceOf(Outcome.Replayed.class);
                assertThat(((Outcome.Replayed<String>) again.get(i).get()).value())
                        .isEqualTo(keys.get(i));
            }
        }
        assertThat(effects(keys)).isEqualTo(12);
        assertThat(database.number("SELECT count(*) FROM onefold_record")).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"read committed", "repeatable read", "serializable"})
    void killedAtEachStatementLeavesAllOrNothing(String isolation) throws Exception {
        onefold.close();
        on(isolation);
        int broken = 0;
        for (int trip = 0; ; trip++) {
            List<String> keys = keys("key-" + trip + "-", 5);
            AtomicInteger left = new AtomicInteger(trip);
            wire.breakNext(Fault.KILLED_BEFORE, sent -> left.getAndDecrement() == 0);
            Set<Kind> kinds = kinds(keys);
            boolean reached = left.get() < 0;
            wire.breakNext(Fault.KILLED_BEFORE, sent -> false);
            if (!reached) {
                assertThat(kinds).containsExactly(Kind.APPLIED);
                break;
            }
            broken++;
            // what was broken is done again in halves, and meets its own claims until the server notices the death
            assertThat(kinds).as("killed at %s", trip).isSubsetOf(Kind.UNKNOWN, Kind.APPLIED, Kind.IN_PROGRESS);
            while (database.advisoryLocks() > 0) {
                Thread.onSpinWait();
            }
            kinds(keys);
            assertThat(kinds(keys)).as("after a kill at %s", trip).containsExactly(Kind.REPLAYED);
            keys.forEach(key -> assertThat(database.effects(key)).isEqualTo(1));
        }
        assertThat(broken).isEqualTo(isolation.equals("read committed") ? 3 : 7);
    }

    @Test
    void whoseCommitReplyIsLostIsUnknownToAllAndThenReplayed() throws Exception {
        List<String> keys = keys("key", 5);
        wire.breakNext(Fault.REPLY_LOST, sent -> sent.endsWith("COMMIT"));

        assertThat(kinds(keys)).containsExactly(Kind.UNKNOWN);

        assertThat(kinds(keys)).containsExactly(Kind.REPLAYED);
        assertThat(effects(keys)).isEqualTo(5);
    }

    @Test
    void isolatesTheRequestForWhichTheDatabaseRefusesTheCommit() throws Exception {
        database.execute("CREATE TABLE once (name text UNIQUE DEFERRABLE INITIALLY DEFERRED)");
        database.execute("INSERT INTO once VALUES ('key3')");
        database.execute("CREATE FUNCTION mark() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN INSERT INTO once VALUES (NEW.name); RETURN NULL; END'");
        database.execute("CREATE TRIGGER mark AFTER INSERT ON effect FOR EACH ROW EXECUTE FUNCTION mark()");
        List<String> keys = keys("key", 8);

        List<CompletableFuture<Outcome<String>>> answers = place(keys);

        for (int i = 0; i < 8; i++) {
            if (i == 3) {
                CompletableFuture<Outcome<String>> refused = answers.get(i);
                assertThatThrownBy(refused::get).hasStackTraceContaining("once_name_key");
            } else {
                assertThat(answers.get(i).get()).isEqualTo(new Applied<>("key" + i));
            }
        }
        assertThat(effects(keys)).isEqualTo(7);
        assertThat(database.effects("key3")).isZero();
    }

    @Test
    void ofReplaysWritesNothingAndKeepsNobodyFromAnAnswer() throws Exception {
        List<String> keys = keys("key", 5);
        place(keys);
        JdbcStore store = JdbcStore.on(database.plain());
        try (var transaction = store.open()) {
            transaction.claim(keys.stream().map(key -> Business.call(key).id()).toList());

            assertThat(Database.text(transaction.resource(), "SELECT pg_current_xact_id_if_assigned()"))
                    .as("a transaction that wrote has a number")
                    .isEqualTo("null");
            assertThat(kinds(keys)).containsExactly(Kind.REPLAYED);
            assertThat(line.execute(Business.call("key0"), "key0").kind()).isEqualTo(Kind.REPLAYED);
        }
    }
}
