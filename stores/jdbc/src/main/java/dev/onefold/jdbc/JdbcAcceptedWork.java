package dev.onefold.jdbc;

import dev.onefold.Attempt;
import dev.onefold.Codec;
import dev.onefold.Content;
import dev.onefold.Decision;
import dev.onefold.LeasedOperation;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Outcome;
import dev.onefold.RecordId;
import dev.onefold.Rejection;
import dev.onefold.Scope;
import dev.onefold.StoreUnavailableException;
import dev.onefold.TransactionalOperation;
import dev.onefold.jdbc.AcceptedTable.Begun;
import dev.onefold.store.StoreException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is accepted in one transaction and done later in another, by any process, once.
 *
 * <p>Accepting is an insert in the caller's transaction: with the record of the request's key in the same transaction, a
 * repeat is told the same address, and nothing is accepted that did not commit. Doing is a request of the engine like any
 * other, under the work's own identity: it ends once, and how it ended is kept as long as the operation's answers. What a
 * process left undone when it died, another one begins again. Safe for use by many threads.
 */
public final class JdbcAcceptedWork {

    private static final Logger log = LoggerFactory.getLogger(JdbcAcceptedWork.class);

    /** The code of a no that stands for too many attempts. */
    public static final String FAILED = "operation-failed";

    private static final int ID_BYTES = 16;

    /** How soon a caller may ask again for what has not ended. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /**
     * How work is tried.
     *
     * @param attempts how often it is begun at most; 1 to 100, 5 by default. Then it has failed, for good
     * @param patience after which work that was begun and did not end may be begun by another, if nobody is seen at work on
     *     it; 1 second to 1 hour, 1 minute by default
     * @param pause after a failure, doubled with each, up to {@code patience}; 10 milliseconds to 1 hour, 1 second by default
     */
    public record Trying(int attempts, Duration patience, Duration pause) {

        public static final Trying DEFAULT = new Trying(5, Duration.ofMinutes(1), Duration.ofSeconds(1));

        public Trying {
            if (attempts < 1 || attempts > 100) {
                throw new IllegalArgumentException("trying.attempts must be between 1 and 100, not " + attempts);
            }
            within("trying.patience", patience, Duration.ofSeconds(1));
            within("trying.pause", pause, Duration.ofMillis(10));
        }

        private static void within(String name, Duration value, Duration least) {
            if (value.compareTo(least) < 0 || value.compareTo(Duration.ofHours(1)) > 0) {
                throw new IllegalArgumentException(name + " must be between " + least + " and PT1H, not " + value);
            }
        }

        Duration pauseAfter(int failures) {
            Duration longer = pause.multipliedBy(1L << Math.min(failures - 1, 20));
            return longer.compareTo(patience) < 0 ? longer : patience;
        }
    }

    /** An operation's work.
     *
     * @param <C> what the work takes part by: a connection, or an attempt
     * @param <R> what it returns
     */
    @FunctionalInterface
    public interface Doing<C, R> {

        /**
         * Runs once per committed outcome, as the mode of its operation says.
         *
         * @throws dev.onefold.RejectedException to end the work with a no
         * @throws Exception for anything else: it is tried again
         */
        R run(C resource, Accepted accepted) throws Exception;
    }

    /** A way to run the engine. */
    private record Way<T>(
            Codec<T> codec, Function<Accepted, Outcome<T>> run, BiFunction<Accepted, Rejection, Outcome<T>> giveUp) {}

    private final Onefold<Connection> engine;
    private final AcceptedTable table;
    private final Trying trying;
    private final Map<String, Way<?>> ways = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    private JdbcAcceptedWork(Onefold<Connection> engine, AcceptedTable table, Trying trying) {
        this.engine = engine;
        this.table = table;
        this.trying = trying;
    }

    /**
     * Accepted work in the engine's database.
     *
     * @throws IllegalStateException if its table is not there, saying what to do
     */
    public static JdbcAcceptedWork on(DataSource dataSource, Onefold<Connection> engine, Trying trying) {
        return new JdbcAcceptedWork(engine, AcceptedTable.on(dataSource), trying);
    }

    /** Says how an operation is done: in a transaction, in which its end commits too. */
    public <T> void register(TransactionalOperation<T> operation, Doing<Connection, T> work) {
        register(
                operation,
                new Way<>(
                        operation.codec(),
                        accepted -> engine.execute(
                                operation, accepted.call(), connection -> unchecked(work, connection, accepted)),
                        (accepted, no) ->
                                engine.decide(operation, accepted.call(), connection -> new Decision.Reject<>(no))));
    }

    /** Says how an operation is done: under a lease, whose fence its effects should check. */
    public <T> void register(LeasedOperation<T> operation, Doing<Attempt, T> work) {
        register(
                operation,
                new Way<>(
                        operation.codec(),
                        accepted -> engine.execute(
                                operation, accepted.call(), attempt -> unchecked(work, attempt, accepted)),
                        (accepted, no) ->
                                engine.decide(operation, accepted.call(), attempt -> new Decision.Reject<>(no))));
    }

    private <T> void register(Operation<T> operation, Way<T> way) {
        engine.declare(operation);
        if (ways.putIfAbsent(operation.name(), way) != null) {
            throw new IllegalArgumentException("Operation '" + operation.name() + "' is registered already");
        }
    }

    private static <C, T> T unchecked(Doing<C, T> work, C resource, Accepted accepted) {
        try {
            return work.run(resource, accepted);
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IllegalStateException("Accepted work failed: " + accepted, failure);
        }
    }

    /**
     * Accepts work: it will be done if the transaction commits.
     *
     * @param input what is to be done, in words that the next release understands
     * @return the name of this piece of work: 22 characters that nobody can guess
     * @throws IllegalArgumentException if nobody is registered to do it
     * @throws StoreException if it could not be written
     */
    public String accept(Connection transaction, Operation<?> operation, Scope scope, Content input) {
        if (!ways.containsKey(operation.name())) {
            throw new IllegalArgumentException("Nobody is registered to do '" + operation.name() + "'");
        }
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        try {
            table.insert(transaction, new Accepted(id, operation.name(), scope, input));
        } catch (SQLException e) {
            throw Sql.failure("Work could not be accepted", e);
        }
        return id;
    }

    /**
     * What has become of it: in progress until it ends, then how it ended, as an answer that is replayed. Empty if there is no
     * such work of this caller, or its end is forgotten.
     *
     * @param codec of the operation's answer
     * @throws StoreUnavailableException if the database does not answer
     */
    public <T> Optional<Outcome<T>> read(Scope scope, String id, Codec<T> codec) {
        RecordId record = Accepted.recordId(scope, id);
        Optional<Outcome<T>> end = engine.read(record, codec);
        if (end.isPresent()) {
            return end;
        }
        boolean waits = table.find(id)
                .filter(begun -> begun.accepted().scope().equals(scope))
                .isPresent();
        // what ended between the two looks is seen by a third
        return waits ? Optional.of(new Outcome.InProgress<>(RETRY_AFTER)) : engine.read(record, codec);
    }

    /**
     * Does what is due of the operations that are registered here, one after another, on the calling thread. To be called
     * again and again, by every process.
     *
     * @param most 1 to 1,000
     * @return how many pieces of work have ended
     * @throws StoreException if the database does not answer; what was begun is begun again, by anybody
     */
    public int doDue(int most) {
        if (most < 1 || most > 1_000) {
            throw new IllegalArgumentException("most must be between 1 and 1,000, not " + most);
        }
        int ended = 0;
        for (String id : table.due(List.copyOf(ways.keySet()), most)) {
            Optional<Begun> begun = table.begin(id, trying.patience());
            if (begun.isPresent() && hasEnded(begun.get())) {
                ended++;
            }
        }
        return ended;
    }

    private boolean hasEnded(Begun begun) {
        Accepted accepted = begun.accepted();
        Way<?> way = Objects.requireNonNull(ways.get(accepted.operation()), accepted.operation());
        try {
            return isEnd(
                    accepted,
                    begun.attempts() > trying.attempts()
                            ? giveUp(way, accepted)
                            : way.run().apply(accepted));
        } catch (RuntimeException failure) {
            log.warn(
                    "Accepted work {} failed, attempt {} of {}",
                    accepted,
                    begun.attempts(),
                    trying.attempts(),
                    failure);
            return begun.attempts() >= trying.attempts()
                    ? isEnd(accepted, giveUp(way, accepted))
                    : putOff(accepted, 0, trying.pauseAfter(begun.attempts()));
        }
    }

    private Outcome<?> giveUp(Way<?> way, Accepted accepted) {
        return way.giveUp()
                .apply(
                        accepted,
                        Rejection.of(FAILED, "The work was begun " + trying.attempts() + " times and did not end."));
    }

    private boolean isEnd(Accepted accepted, Outcome<?> outcome) {
        return switch (outcome.kind()) {
            case APPLIED, REPLAYED, REJECTED, EXPIRED -> {
                table.remove(accepted.id());
                yield true;
            }
            // somebody is at work on it, and may be for long; it is not an attempt
            case IN_PROGRESS -> putOff(accepted, -1, trying.patience());
            case UNKNOWN, MISMATCH, STALE -> putOff(accepted, 0, trying.patience());
        };
    }

    private boolean putOff(Accepted accepted, int attempts, Duration pause) {
        table.later(accepted.id(), attempts, pause);
        return false;
    }
}
