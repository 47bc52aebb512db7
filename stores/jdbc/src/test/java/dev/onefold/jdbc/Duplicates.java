package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Codec;
import dev.onefold.LeasedOperation;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Kind;
import dev.onefold.TransactionalOperation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Two duplicates on two nodes, in each of the ways a request can be made, and what must be true afterwards. */
abstract class Duplicates implements Schedules.Scenario {

    private static final TransactionalOperation<String> PLACE = Operation.transactional("place", Codec.text());
    private static final LeasedOperation<String> SHIP = Operation.leased("ship", Codec.text());

    final Database database;
    private final Onefold<Connection> later;
    private final Map<Caller, JdbcStore> stores = new ConcurrentHashMap<>();
    private final Map<Caller, Onefold<Connection>> engines = new ConcurrentHashMap<>();
    private final AtomicInteger runs = new AtomicInteger();

    /** Made of the node that gets the request when everything is over. */
    Duplicates(Database database, Onefold<Connection> later) {
        this.database = database;
        this.later = later;
    }

    /** A node for each, so that no memory is shared. */
    void open(Iterable<Caller> callers) {
        for (Caller caller : callers) {
            JdbcStore store = JdbcStore.on(caller.dataSource(), new DataSourceTransactions(caller.dataSource()), false);
            stores.put(caller, store);
            engines.put(caller, engine(store));
        }
    }

    void close() {
        engines.values().forEach(Onefold::close);
    }

    Onefold<Connection> engine(JdbcStore store) {
        return Onefold.on(store);
    }

    final JdbcStore store(Caller caller) {
        return Objects.requireNonNull(stores.get(caller));
    }

    final Onefold<Connection> engine(Caller caller) {
        return Objects.requireNonNull(engines.get(caller));
    }

    final String work(Connection connection, String key, Caller caller) throws SQLException {
        runs.incrementAndGet();
        return effect(connection, key, caller);
    }

    String effect(Connection connection, String key, Caller caller) throws SQLException {
        return Business.effect(connection, key, caller.name());
    }

    /** How often the work may begin if nobody dies. */
    int mostRuns() {
        return 1;
    }

    /** Whether a caller may be told to try the same transaction again. */
    boolean mayFail(Throwable failure) {
        return false;
    }

    @Override
    public void verify(String key, Caller one, Caller other) throws Exception {
        Set<String> answers = new HashSet<>();
        int applied = survivor(one, answers) + survivor(other, answers);
        assertThat(applied).as("told that it happened now").isLessThanOrEqualTo(1);
        assertThat(database.advisoryLocks()).as("locks left").isZero();
        answers.add(retried(key));
        answers.add(retried(key));
        assertThat(answers).as("answers").hasSize(1);
        assertThat(database.effects(key)).as("effects").isEqualTo(1);
        boolean death = one.wasKilled() || other.wasKilled();
        boolean failed = one.failure() != null || other.failure() != null;
        assertThat(runs.getAndSet(0)).as("runs").isBetween(death || failed ? 0 : 1, mostRuns() + (death ? 1 : 0));
    }

    private int survivor(Caller caller, Set<String> answers) {
        Throwable failure = caller.failure();
        if (caller.wasKilled() || (failure != null && mayFail(failure))) {
            return 0;
        }
        if (failure != null) {
            throw new AssertionError("Caller " + caller.name() + " failed", failure);
        }
        Outcome<?> outcome = (Outcome<?>) Objects.requireNonNull(caller.result());
        assertThat(outcome.kind()).isIn(Kind.APPLIED, Kind.REPLAYED, Kind.IN_PROGRESS);
        if (outcome.kind() != Kind.IN_PROGRESS) {
            answers.add(answer(outcome));
        }
        return outcome.kind() == Kind.APPLIED ? 1 : 0;
    }

    private static String answer(Outcome<?> outcome) {
        if (outcome instanceof Outcome.Applied<?> now) {
            return String.valueOf(now.value());
        }
        if (outcome instanceof Outcome.Replayed<?> before) {
            return String.valueOf(before.value());
        }
        throw new AssertionError("Not an answer: " + outcome);
    }

    /** The same request again, until it has its answer. */
    String retried(String key) throws Exception {
        return answer(
                later.execute(PLACE, Business.call(key), connection -> Business.effect(connection, key, "later")));
    }

    /** Onefold begins and commits. */
    static class Owned extends Duplicates {

        private final int mostRuns;

        Owned(Database database, Onefold<Connection> later, int mostRuns) {
            super(database, later);
            this.mostRuns = mostRuns;
        }

        @Override
        int mostRuns() {
            return mostRuns;
        }

        @Override
        public Callable<?> request(Caller caller, String key) {
            return () -> engine(caller).execute(PLACE, Business.call(key), connection -> work(connection, key, caller));
        }
    }

    /** Onefold begins and commits, but the claim is broken. */
    static class Broken extends Owned {

        private final boolean locks;

        Broken(Database database, Onefold<Connection> later, int mostRuns, boolean locks) {
            super(database, later, mostRuns);
            this.locks = locks;
        }

        @Override
        Onefold<Connection> engine(JdbcStore store) {
            return Onefold.<Connection>builder()
                    .transactional(new BrokenClaim(store, locks))
                    .build();
        }
    }

    /** The claim is broken and the effect commits by itself, where no unique index can undo it. */
    static final class BrokenApart extends Broken {

        BrokenApart(Database database, Onefold<Connection> later) {
            super(database, later, 2, false);
        }

        @Override
        String effect(Connection connection, String key, Caller caller) {
            database.execute("INSERT INTO effect (name, made_by) VALUES ('" + key + "', '" + caller.name() + "')");
            return caller.name();
        }
    }

    /** The caller begins, may have a snapshot already, and commits. */
    static final class Joined extends Owned {

        private final boolean oldSnapshot;

        Joined(Database database, Onefold<Connection> later, int mostRuns, boolean oldSnapshot) {
            super(database, later, mostRuns);
            this.oldSnapshot = oldSnapshot;
        }

        @Override
        boolean mayFail(Throwable failure) {
            return oldSnapshot && Sql.isTransient(failure);
        }

        @Override
        public Callable<?> request(Caller caller, String key) {
            return () -> {
                Connection connection = caller.dataSource().getConnection();
                connection.setAutoCommit(false);
                try {
                    if (oldSnapshot) {
                        try (Statement statement = connection.createStatement()) {
                            statement.execute("SELECT 1");
                        }
                    }
                    Outcome<String> outcome = engine(caller)
                            .within(store(caller).within(connection))
                            .execute(PLACE, Business.call(key), same -> work(same, key, caller));
                    connection.commit();
                    return outcome;
                } catch (Exception failure) {
                    connection.rollback();
                    throw failure;
                } finally {
                    connection.setAutoCommit(true);
                }
            };
        }
    }

    /** Claim, effect and record are three things. */
    static final class Leased extends Duplicates {

        private final Onefold<Connection> later;

        Leased(Database database, Onefold<Connection> later) {
            super(database, later);
            this.later = later;
        }

        @Override
        public Callable<?> request(Caller caller, String key) {
            return () -> engine(caller).execute(SHIP, Business.call(key), attempt -> {
                try (Connection connection = caller.dataSource().getConnection()) {
                    return work(connection, key, caller);
                }
            });
        }

        @Override
        String retried(String key) throws Exception {
            database.clockAt(Duration.ofSeconds(61));
            try {
                Outcome<String> outcome = later.execute(SHIP, Business.call(key), attempt -> later(key));
                if (outcome.kind() == Kind.UNKNOWN) {
                    settle(key);
                    outcome = later.execute(SHIP, Business.call(key), attempt -> later(key));
                }
                return answer(outcome);
            } finally {
                database.clockAt(Duration.ZERO);
            }
        }

        /** By looking at what happened, as somebody in charge would. */
        private void settle(String key) {
            if (database.effects(key) == 0) {
                assertThat(later.resolveAsNothing(Business.call(key).id())).isTrue();
            } else {
                String by = database.text("SELECT made_by FROM effect WHERE name = '" + key + "'");
                assertThat(later.resolve(SHIP, Business.call(key), by)).isTrue();
            }
        }

        private String later(String key) {
            database.execute("INSERT INTO effect (name, made_by) VALUES ('" + key + "', 'later')");
            return "later";
        }
    }
}
