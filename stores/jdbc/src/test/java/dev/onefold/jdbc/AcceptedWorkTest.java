package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Codec;
import dev.onefold.Content;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Operation.Retention;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Kind;
import dev.onefold.RejectedException;
import dev.onefold.Rejection;
import dev.onefold.Scope;
import dev.onefold.TransactionalOperation;
import dev.onefold.jdbc.Engine.Sandbox;
import dev.onefold.jdbc.JdbcAcceptedWork.Doing;
import dev.onefold.jdbc.JdbcAcceptedWork.Trying;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Work that is accepted now and done later, by whoever is there. */
class AcceptedWorkTest {

    private static final TransactionalOperation<String> REPORT = Operation.transactional("report", Codec.text());
    private static final Scope ANN = new Scope("acme", "ann");
    private static final Trying TRYING = new Trying(3, Duration.ofMinutes(1), Duration.ofSeconds(1));

    /** One process. */
    private static final class Node implements AutoCloseable {

        private final DataSource pool;
        private final Onefold<Connection> engine;
        private final JdbcAcceptedWork work;

        private Node(Sandbox sandbox, Doing<Connection, String> report) {
            pool = sandbox.pool(3);
            engine = Onefold.on(JdbcStore.on(pool));
            work = JdbcAcceptedWork.on(pool, engine, TRYING);
            work.register(REPORT, report);
        }

        private String accept(String input, boolean commit) throws SQLException {
            try (Connection connection = pool.getConnection()) {
                connection.setAutoCommit(false);
                String id = work.accept(connection, REPORT, ANN, Content.text(input));
                if (commit) {
                    connection.commit();
                } else {
                    connection.rollback();
                }
                return id;
            }
        }

        private Optional<Kind> read(String id) {
            return work.read(ANN, id, Codec.text()).map(Outcome::kind);
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    private static String effect(Connection connection, Accepted accepted) throws SQLException {
        String input = accepted.input().text();
        return Business.effect(connection, input, "worker") + " for "
                + accepted.scope().principal();
    }

    private static long effects(Sandbox sandbox, String name) {
        return sandbox.number("SELECT count(*) FROM effect WHERE name = '" + name + "'");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void what_is_accepted_is_done_once_and_its_end_is_read_by_its_owner_alone(Engine database) throws Exception {
        try (Sandbox sandbox = database.withEffects(Retention.DEFAULT);
                Node node = new Node(sandbox, AcceptedWorkTest::effect)) {
            String id = node.accept("one", true);
            assertThat(id).hasSize(22);
            assertThat(node.read(id)).contains(Kind.IN_PROGRESS);
            assertThat(node.work.doDue(10)).isEqualTo(1);
            assertThat(node.work.doDue(10)).isZero();
            assertThat(effects(sandbox, "one")).isEqualTo(1);
            assertThat(node.work.read(ANN, id, Codec.text()))
                    .hasValueSatisfying(end ->
                            assertThat(((Outcome.Replayed<String>) end).value()).endsWith("for ann"));
            assertThat(node.work.read(new Scope("acme", "bob"), id, Codec.text()))
                    .isEmpty();
            assertThat(node.read("never accepted")).isEmpty();
            sandbox.advance(Duration.ofDays(2));
            assertThat(node.read(id)).contains(Kind.EXPIRED);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Engine.class, names = "H2")
    void what_did_not_commit_is_never_done(Engine database) throws Exception {
        try (Sandbox sandbox = database.withEffects(Retention.DEFAULT);
                Node node = new Node(sandbox, AcceptedWorkTest::effect)) {
            String id = node.accept("rolled back", false);
            assertThat(node.work.doDue(10)).isZero();
            assertThat(node.read(id)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void two_processes_at_once_do_it_once(Engine database) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Doing<Connection, String> slow = (connection, accepted) -> {
            begun.countDown();
            go.await(30, TimeUnit.SECONDS);
            return effect(connection, accepted);
        };
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Sandbox sandbox = database.withEffects(Retention.DEFAULT);
                Node first = new Node(sandbox, slow);
                Node second = new Node(sandbox, AcceptedWorkTest::effect)) {
            String id = first.accept("one", true);
            Future<Integer> running = thread.submit(() -> first.work.doDue(10));
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(second.work.doDue(10)).as("it is another's").isZero();
            // as if the patience had passed: MariaDB moves no clock that an open transaction has looked at
            sandbox.execute("UPDATE onefold_accepted SET next_at = onefold_now()");
            assertThat(second.work.doDue(10)).as("the other is seen at work").isZero();
            go.countDown();
            assertThat(running.get(30, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(second.read(id)).contains(Kind.REPLAYED);
            assertThat(effects(sandbox, "one")).isEqualTo(1);
        } finally {
            thread.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Engine.class, names = "POSTGRESQL")
    void what_a_process_left_when_it_died_another_one_does(Engine database) throws Exception {
        try (Sandbox sandbox = database.withEffects(Retention.DEFAULT);
                Node dying = new Node(sandbox, (connection, accepted) -> {
                    effect(connection, accepted);
                    throw new ThreadDeath(); // passes by all that handles failures
                });
                Node other = new Node(sandbox, AcceptedWorkTest::effect)) {
            String id = dying.accept("one", true);
            assertThatThrownBy(() -> dying.work.doDue(10)).isInstanceOf(ThreadDeath.class);
            assertThat(other.work.doDue(10)).as("not yet").isZero();
            assertThat(other.read(id)).contains(Kind.IN_PROGRESS);
            sandbox.advance(TRYING.patience());
            assertThat(other.work.doDue(10)).isEqualTo(1);
            assertThat(effects(sandbox, "one")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Engine.class, names = "H2")
    void what_fails_is_tried_again_later_and_has_failed_in_the_end(Engine database) throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        try (Sandbox sandbox = database.withEffects(Retention.DEFAULT);
                Node node = new Node(sandbox, (connection, accepted) -> {
                    effect(connection, accepted);
                    attempts.incrementAndGet();
                    throw new IllegalStateException("It does not work");
                })) {
            String id = node.accept("one", true);
            for (int pauseSeconds : List.of(1, 2)) {
                assertThat(node.work.doDue(10)).isZero();
                assertThat(node.work.doDue(10)).as("it waits").isZero();
                assertThat(node.read(id)).contains(Kind.IN_PROGRESS);
                sandbox.advance(Duration.ofSeconds(pauseSeconds));
            }
            assertThat(node.work.doDue(10)).isEqualTo(1);
            assertThat(attempts).hasValue(3);
            assertThat(effects(sandbox, "one")).isZero();
            Outcome<String> end = node.work.read(ANN, id, Codec.text()).orElseThrow();
            assertThat(((Outcome.Rejected<String>) end).rejection().code()).isEqualTo(JdbcAcceptedWork.FAILED);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Engine.class, names = "H2")
    void a_no_of_the_business_is_its_end(Engine database) throws Exception {
        try (Sandbox sandbox = database.withEffects(Retention.DEFAULT);
                Node node = new Node(sandbox, (connection, accepted) -> {
                    effect(connection, accepted);
                    throw new RejectedException(Rejection.of("no-such-month", "There is no such month."));
                })) {
            String id = node.accept("one", true);
            assertThat(node.work.doDue(10)).isEqualTo(1);
            assertThat(node.read(id)).contains(Kind.REJECTED);
            assertThat(effects(sandbox, "one")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Engine.class, names = "H2")
    void what_this_release_does_not_know_is_left_to_another(Engine database) throws Exception {
        try (Sandbox sandbox = database.withEffects(Retention.DEFAULT);
                Node node = new Node(sandbox, AcceptedWorkTest::effect)) {
            node.accept("one", true);
            sandbox.execute("UPDATE onefold_accepted SET operation = 'of another release'");
            assertThat(node.work.doDue(10)).isZero();
            assertThat(sandbox.number("SELECT attempts FROM onefold_accepted")).isZero();
            TransactionalOperation<String> unknown = Operation.transactional("unknown", Codec.text());
            try (Connection connection = node.pool.getConnection()) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> node.work.accept(connection, unknown, ANN, Content.text("")));
            }
        }
    }
}
