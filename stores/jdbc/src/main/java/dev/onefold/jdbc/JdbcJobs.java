package dev.onefold.jdbc;

import dev.onefold.Content;
import dev.onefold.Rejection;
import dev.onefold.Work;
import dev.onefold.job.JobLostException;
import dev.onefold.job.JobStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Jobs in a database, with steps in transactions of it: on PostgreSQL, MariaDB, MySQL and H2.
 *
 * <p>A first run costs two statements to begin and one to end, a step two more than its work, a repeat one. It is select
 * and then insert, and the primary key of {@code onefold_job_run} is what makes that safe. A connection is held for one
 * step at a time, none between steps. Needs the tables of {@link JdbcSchema}.
 */
public final class JdbcJobs implements JobStore<Connection> {

    private static final int MOST_LOOKS = 3;
    private static final int MOST_REASON = 1_000;
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private static final String ONE = " WHERE job = ? AND period = ?";
    private static final String MINE = ONE + " AND attempt = ? AND state = 'RUNNING'";
    private static final String END = "UPDATE onefold_job_run SET state = ?, code = ?, media_type = ?, content = ?,"
            + " reason = ?, ended_at = onefold_now()" + MINE;
    private static final String RETRY = "UPDATE onefold_job_run SET tries = 0" + ONE + " AND state = 'FAILED'";

    private final Connections connections;
    private final DataSource dataSource;
    private final Dialect dialect;
    private final String look;
    private final String insert;
    private final String takeOver;
    private final String prolong;
    private final String advance;

    private JdbcJobs(DataSource dataSource, Dialect dialect) {
        this.connections = new Connections(dataSource);
        this.dataSource = dataSource;
        this.dialect = dialect;
        String until = dialect.nowPlusMillis();
        look = "SELECT state, attempt, tries, checkpoint, code, media_type, content, reason, ended_at, "
                + dialect.millisUntil("lease_until") + " AS remaining_millis FROM onefold_job_run" + ONE;
        insert = "INSERT INTO onefold_job_run (job, period, state, owner, attempt, tries, lease_until, began_at)"
                + " VALUES (?, ?, 'RUNNING', ?, 1, 1, " + until + ", onefold_now())";
        takeOver = "UPDATE onefold_job_run SET state = 'RUNNING', owner = ?, attempt = attempt + 1, tries = tries + 1,"
                + " lease_until = " + until + ", reason = NULL, ended_at = NULL" + ONE;
        prolong = "UPDATE onefold_job_run SET lease_until = " + until + MINE;
        advance = "UPDATE onefold_job_run SET checkpoint = ?, lease_until = " + until + MINE;
    }

    /**
     * On the data source whose transactions the steps are.
     *
     * @throws IllegalStateException if the tables are missing, saying what to do
     */
    public static JdbcJobs on(DataSource dataSource) {
        return new Connections(dataSource).inTransaction("Onefold's tables could not be checked", connection -> {
            JdbcSchema.require(connection, SchemaPart.JOBS);
            return new JdbcJobs(dataSource, Dialect.of(connection));
        });
    }

    @Override
    public Begun begin(String job, String period, String owner, Duration lease, int attempts) {
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            Line line = found(job, period).orElse(null);
            if (line == null) {
                if (inserted(job, period, owner, lease)) {
                    return new Begun.Granted(new Claim(job, period, owner, 1), null);
                }
            } else if (line.isOpen(attempts)) {
                Optional<Begun> taken = takeOver(new Claim(job, period, owner, line.attempt() + 1), lease, attempts);
                if (taken.isPresent()) {
                    return taken.get();
                }
            } else {
                return line.answer();
            }
        }
        return new Begun.Running(MOMENT);
    }

    private Optional<Line> found(String job, String period) {
        return connections.autoCommitting(
                "The state of a job could not be read",
                connection -> Optional.ofNullable(new Query(look, job, period).first(connection, this::line)));
    }

    private boolean inserted(String job, String period, String owner, Duration lease) {
        return connections.autoCommitting("A job could not be begun", connection -> {
            try {
                new Query(insert, job, period, owner, lease.toMillis()).update(connection);
                return true;
            } catch (SQLException e) {
                if (dialect.isUniqueViolation(e)) {
                    return false;
                }
                throw e;
            }
        });
    }

    /** Empty if the row is not what it was. A row that is locked is a run's whose step is open, however long ago it lapsed. */
    private Optional<Begun> takeOver(Claim wanted, Duration lease, int attempts) {
        return connections.inTransaction("A job could not be taken over", connection -> {
            Line line = new Query(look + " FOR UPDATE SKIP LOCKED", wanted.job(), wanted.period())
                    .first(connection, this::line);
            if (line == null) {
                return Optional.of(new Begun.Running(MOMENT));
            }
            if (line.attempt() != wanted.attempt() - 1 || !line.isOpen(attempts)) {
                return Optional.empty();
            }
            if (line.tries() >= attempts) {
                String reason = "its owner fell silent";
                end(
                        connection,
                        new Claim(wanted.job(), wanted.period(), "", line.attempt()),
                        "FAILED",
                        null,
                        null,
                        reason);
                return Optional.of(new Begun.Failed(line.tries(), reason));
            }
            new Query(takeOver, wanted.owner(), lease.toMillis(), wanted.job(), wanted.period()).update(connection);
            return Optional.of(new Begun.Granted(wanted, line.checkpoint()));
        });
    }

    @Override
    public boolean renew(Claim claim, Duration lease) {
        return connections.inTransaction(
                "A heartbeat failed",
                connection -> new Query(
                                                "SELECT 1 FROM onefold_job_run" + MINE + " FOR UPDATE SKIP LOCKED",
                                                claim.job(),
                                                claim.period(),
                                                claim.attempt())
                                        .first(connection, row -> true)
                                != null
                        && new Query(prolong, lease.toMillis(), claim.job(), claim.period(), claim.attempt())
                                        .update(connection)
                                == 1);
    }

    @Override
    public <R, X extends Exception> R step(Claim claim, String checkpoint, Duration lease, Work<Connection, R, X> work)
            throws X {
        PlainTransaction transaction = guarded(claim);
        try {
            R result = work.run(transaction.connection());
            commit(transaction, claim, checkpoint, lease);
            return result;
        } finally {
            transaction.close();
        }
    }

    /** A transaction that holds the row: a heartbeat that was faster is not a reason to fail, since nothing was done yet. */
    private PlainTransaction guarded(Claim claim) {
        for (int tries = 1; ; tries++) {
            PlainTransaction transaction = open();
            boolean held = false;
            try {
                held = new Query(
                                        "SELECT 1 FROM onefold_job_run" + MINE + " FOR UPDATE",
                                        claim.job(),
                                        claim.period(),
                                        claim.attempt())
                                .first(transaction.connection(), row -> true)
                        != null;
                if (!held) {
                    throw new JobLostException(claim);
                }
                return transaction;
            } catch (SQLException e) {
                if (tries == MOST_LOOKS || !dialect.isTransient(e)) {
                    throw Sql.failure("A step could not be begun", e);
                }
            } finally {
                if (!held) {
                    transaction.close();
                }
            }
        }
    }

    private PlainTransaction open() {
        try {
            return PlainTransaction.owning(dataSource.getConnection());
        } catch (SQLException e) {
            throw Sql.failure("A step could not be begun", e);
        }
    }

    private void commit(PlainTransaction transaction, Claim claim, String checkpoint, Duration lease) {
        try {
            int advanced = new Query(
                            advance, checkpoint, lease.toMillis(), claim.job(), claim.period(), claim.attempt())
                    .update(transaction.connection());
            if (advanced != 1) {
                throw new JobLostException(claim);
            }
            transaction.commit();
        } catch (SQLException e) {
            throw Sql.failure("A step could not be committed, or its commit was not answered", e);
        }
    }

    @Override
    public boolean finish(Claim claim, Content answer) {
        return end(claim, "DONE", null, answer, null);
    }

    @Override
    public boolean refuse(Claim claim, Rejection no) {
        return end(claim, "REFUSED", no.code(), no.detail(), null);
    }

    @Override
    public boolean fail(Claim claim, String reason) {
        return end(claim, "FAILED", null, null, reason.substring(0, Math.min(reason.length(), MOST_REASON)));
    }

    private boolean end(
            Claim claim, String state, @Nullable String code, @Nullable Content content, @Nullable String reason) {
        return connections.autoCommitting(
                "The end of a job could not be recorded",
                connection -> end(connection, claim, state, code, content, reason));
    }

    private static boolean end(
            Connection connection,
            Claim claim,
            String state,
            @Nullable String code,
            @Nullable Content content,
            @Nullable String reason)
            throws SQLException {
        return new Query(
                                END,
                                state,
                                code,
                                content == null ? null : content.mediaType(),
                                content == null ? null : content.bytes(),
                                reason,
                                claim.job(),
                                claim.period(),
                                claim.attempt())
                        .update(connection)
                == 1;
    }

    @Override
    public boolean retry(String job, String period) {
        return connections.autoCommitting(
                "A job could not be let run again",
                connection -> new Query(RETRY, job, period).update(connection) == 1);
    }

    private Line line(ResultSet row) throws SQLException {
        byte[] content = row.getBytes("content");
        return new Line(
                row.getString("state"),
                row.getLong("attempt"),
                row.getInt("tries"),
                row.getString("checkpoint"),
                row.getString("code"),
                content == null ? null : Content.of(row.getString("media_type"), content),
                row.getString("reason"),
                row.getObject("ended_at") == null ? null : dialect.instant(row, "ended_at"),
                row.getLong("remaining_millis"));
    }

    /** A row. */
    private record Line(
            String state,
            long attempt,
            int tries,
            @Nullable String checkpoint,
            @Nullable String code,
            @Nullable Content content,
            @Nullable String reason,
            @Nullable Instant endedAt,
            long remainingMillis) {

        /** Whether something is to be done about it: run it again, or find it failed for good. */
        boolean isOpen(int attempts) {
            return switch (state) {
                case "RUNNING" -> remainingMillis <= 0;
                case "FAILED" -> tries < attempts;
                default -> false;
            };
        }

        Begun answer() {
            if (state.equals("DONE") && content != null && endedAt != null) {
                return new Begun.Done(content, endedAt);
            }
            if (state.equals("REFUSED") && code != null && content != null) {
                return new Begun.Refused(new Rejection(code, content));
            }
            if (state.equals("FAILED")) {
                return new Begun.Failed(tries, String.valueOf(reason));
            }
            if (state.equals("RUNNING")) {
                return new Begun.Running(Duration.ofMillis(remainingMillis));
            }
            throw new IllegalStateException("A job is in a state that was never written: " + this);
        }
    }
}
