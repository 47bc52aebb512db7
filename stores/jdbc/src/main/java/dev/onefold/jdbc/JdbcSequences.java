package dev.onefold.jdbc;

import dev.onefold.Content;
import dev.onefold.Fingerprint;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.RecordId;
import dev.onefold.RejectedException;
import dev.onefold.Scope;
import dev.onefold.Work;
import dev.onefold.jdbc.SequenceStatements.NewEntry;
import dev.onefold.jdbc.SourceLock.Seen;
import dev.onefold.jdbc.SourceLock.Target;
import dev.onefold.sequence.Feed;
import dev.onefold.sequence.Feed.Mode;
import dev.onefold.sequence.Message;
import dev.onefold.sequence.Position;
import dev.onefold.sequence.Sequences;
import dev.onefold.store.RetryTransactionException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Sequences in the caller's own transaction, on PostgreSQL, MariaDB, MySQL and H2.
 *
 * <p>On PostgreSQL the numbers of one source are settled side by side in {@link Mode#UNIQUE}, and a number costs three
 * round trips more than its work; a repeat costs one, takes no lock and writes nothing. On the other databases the
 * numbers of one source are settled one after the other. H2 at REPEATABLE READ or above rolls the whole transaction back
 * where another changed the source, and the caller gets a {@link RetryTransactionException}.
 */
public final class JdbcSequences implements Sequences<Connection> {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int MOST_BYTES = 1 << 20;
    private static final String FAILED = "The message could not be accepted";

    private final Dialect dialect;
    private final SourceLock lock;
    private final SequenceStatements statements;

    private JdbcSequences(Dialect dialect) {
        this.dialect = dialect;
        this.lock = SourceLock.of(dialect);
        this.statements = new SequenceStatements(dialect);
    }

    /**
     * For transactions on this database.
     *
     * @throws IllegalStateException if the tables are missing, or a setting of the server would end transactions, saying what to
     *     do
     */
    public static JdbcSequences on(DataSource dataSource) {
        return new Connections(dataSource).autoCommitting("Onefold's tables could not be checked", connection -> {
            JdbcSchema.require(connection, SchemaPart.SEQUENCES);
            GuardSettings.require(connection);
            return new JdbcSequences(Dialect.of(connection));
        });
    }

    @Override
    public <T, X extends Exception> Outcome<T> accept(
            Connection transaction, Feed<T> feed, Message message, Work<Connection, T, X> work) throws X {
        Target target = new Target(id(feed, message.source()), message.epoch(), message.number(), feed.mode());
        Seen seen = look(transaction, target);
        Outcome<T> known = seen.row().answer(feed, message);
        if (known != null) {
            return known;
        }
        Savepoint start = savepoint(transaction);
        if (!attempt(transaction, start, () -> lock.hold(transaction, target, seen))) {
            return new Outcome.InProgress<>(RETRY_AFTER);
        }
        Outcome<T> outcome = run(transaction, start, work);
        boolean saved = attempt(transaction, start, () -> {
            // the rejected work is undone, and with it what was held behind the same savepoint
            if (outcome instanceof Outcome.Rejected && !lock.hold(transaction, target, seen)) {
                return false;
            }
            statements.save(transaction, feed, target, seen.row(), entry(feed, message.fingerprint(), outcome));
            return true;
        });
        return saved ? outcome : new Outcome.InProgress<>(RETRY_AFTER);
    }

    @Override
    public Outcome<Position> skip(Connection transaction, Feed<?> feed, Scope source, long epoch, long upTo) {
        Message.check(epoch, upTo);
        Target target = new Target(id(feed, source), epoch, 0, feed.mode());
        Seen seen = look(transaction, target);
        SourceRow row = seen.row();
        if (row.epoch() > epoch) {
            return new Outcome.Stale<>(row.over(epoch));
        }
        if (row.epoch() == epoch && row.mark() >= upTo) {
            return new Outcome.Replayed<>(new Position(epoch, row.mark()), row.markedAt());
        }
        Savepoint start = savepoint(transaction);
        long[] mark = new long[1];
        boolean skipped = attempt(transaction, start, () -> {
            if (!lock.hold(transaction, target, seen)) {
                return false;
            }
            mark[0] = statements.skip(transaction, feed, target, row, upTo);
            return true;
        });
        return skipped ? new Outcome.Applied<>(new Position(epoch, mark[0])) : new Outcome.InProgress<>(RETRY_AFTER);
    }

    @Override
    public Optional<Position> position(Connection transaction, Feed<?> feed, Scope source) {
        try {
            return statements.position(transaction, id(feed, source));
        } catch (SQLException failure) {
            throw Sql.failure("The position could not be read", failure);
        }
    }

    private static RecordId id(Feed<?> feed, Scope source) {
        return RecordId.of(source, "feed " + feed.name());
    }

    private Seen look(Connection transaction, Target target) {
        try {
            Guarded.requireTransaction(transaction);
            return lock.look(transaction, target);
        } catch (SQLException failure) {
            throw Sql.failure(FAILED, failure);
        }
    }

    private static Savepoint savepoint(Connection transaction) {
        try {
            return transaction.setSavepoint(SequenceStatements.SAVEPOINT);
        } catch (SQLException failure) {
            throw Sql.failure(FAILED, failure);
        }
    }

    private interface Step {
        boolean done() throws SQLException;
    }

    /** Undoes the step, and all since the savepoint, if another transaction stands in the way; false then. */
    private boolean attempt(Connection transaction, Savepoint start, Step step) {
        try {
            if (step.done()) {
                return true;
            }
            transaction.rollback(start);
            return false;
        } catch (SQLException failure) {
            boolean another = dialect.isTransient(failure)
                    || dialect.isLockTimeout(failure)
                    || dialect.isUniqueViolation(failure);
            if (dialect.endsTransaction(failure)) {
                throw new RetryTransactionException(FAILED, failure);
            }
            if (!another) {
                throw Sql.failure(FAILED, failure);
            }
            undo(transaction, start);
            return false;
        }
    }

    private static <T, X extends Exception> Outcome<T> run(
            Connection transaction, Savepoint start, Work<Connection, T, X> work) throws X {
        try {
            return new Outcome.Applied<>(work.run(transaction));
        } catch (RejectedException no) {
            undo(transaction, start);
            return new Outcome.Rejected<>(no.rejection(), Memory.REMEMBERED);
        } catch (Throwable failure) {
            try {
                undo(transaction, start);
            } catch (RuntimeException second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
    }

    private static void undo(Connection transaction, Savepoint start) {
        try {
            transaction.rollback(start);
        } catch (SQLException failure) {
            throw Sql.failure("The savepoint could not be restored", failure);
        }
    }

    private static <T> NewEntry entry(Feed<T> feed, Fingerprint fingerprint, Outcome<T> outcome) {
        if (outcome instanceof Outcome.Applied<T> applied) {
            return new NewEntry(fingerprint, 0, "", bounded(feed.codec().encode(applied.value())));
        }
        var rejected = (Outcome.Rejected<T>) outcome;
        return new NewEntry(
                fingerprint,
                1,
                rejected.rejection().code(),
                bounded(rejected.rejection().detail()));
    }

    private static Content bounded(Content answer) {
        if (answer.bytes().length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "An answer has at most " + MOST_BYTES + " bytes, not " + answer.bytes().length);
        }
        return answer;
    }
}
