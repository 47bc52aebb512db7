package dev.onefold.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A caller on a thread and a database session of its own. It stops before every statement, commit and rollback, until
 * it is let go or killed.
 */
final class Caller implements Tap {

    /** The end of a killed caller's thread. */
    @SuppressWarnings("serial")
    static final class Killed extends Error {
        Killed() {
            super("killed", null, false, false);
        }
    }

    enum State {
        RUNNING,
        AT_STEP,
        BLOCKED,
        ENDED
    }

    private final String name;
    private final DataSource source;
    private final Object monitor;
    private final ExecutorService thread;
    private @Nullable Connection session;
    private boolean held;
    private boolean letGo;
    private boolean loseReply;
    private volatile boolean killed;
    private long backend;
    private State state = State.ENDED;
    private String step = "";
    private @Nullable Object result;
    private @Nullable Throwable failure;

    Caller(String name, DataSource source, Object monitor, ExecutorService thread) {
        this.name = name;
        this.source = source;
        this.monitor = monitor;
        this.thread = thread;
    }

    String name() {
        return name;
    }

    /** One session, kept through a whole life, behind the barrier. */
    DataSource dataSource() {
        return Tap.dataSource(this::connection, this);
    }

    /** A step that is no statement. */
    void step(String label) throws SQLException {
        on(label, () -> null);
    }

    /** The session outlives whoever uses it. */
    @Override
    public void close(Connection real) throws SQLException {
        if (real != session) {
            real.close();
        }
    }

    private Connection connection() throws SQLException {
        return held ? session() : source.getConnection();
    }

    Connection session() throws SQLException {
        Connection open = session;
        if (open == null) {
            open = source.getConnection();
            backend = Long.parseLong(Database.text(open, "SELECT pg_backend_pid()"));
            session = open;
        }
        return open;
    }

    @Override
    public @Nullable Object on(String sent, RoundTrip trip) throws SQLException {
        if (!held || sent.startsWith("SET ")) {
            // what a session sets for itself, nobody else can see: its place among the steps of others is no matter
            return trip.go();
        }
        arrive(sent);
        Object reply;
        try {
            reply = trip.go();
        } catch (SQLException e) {
            stopIfKilled();
            throw e;
        }
        if (loseReply) {
            killed = true;
        }
        stopIfKilled();
        return reply;
    }

    private void arrive(String sent) {
        synchronized (monitor) {
            stopIfKilled();
            step = sent.lines().findFirst().orElse(sent);
            state = State.AT_STEP;
            monitor.notifyAll();
            try {
                while (!letGo && !killed) {
                    monitor.wait();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            letGo = false;
            state = State.RUNNING;
            stopIfKilled();
        }
    }

    private void stopIfKilled() {
        if (killed) {
            throw new Killed();
        }
    }

    /** Begins, and runs to its first step. */
    void start(Callable<?> request) {
        state = State.RUNNING;
        result = null;
        failure = null;
        held = true;
        thread.execute(() -> {
            Object answer = null;
            Throwable thrown = null;
            try {
                answer = request.call();
            } catch (Throwable e) {
                thrown = e;
            }
            synchronized (monitor) {
                result = answer;
                failure = thrown;
                state = State.ENDED;
                held = false;
                monitor.notifyAll();
            }
        });
    }

    /** To be called with the monitor held, as all that follows. */
    void letGo() {
        letGo = true;
        state = State.RUNNING;
        monitor.notifyAll();
    }

    /** The commit reaches the database, its reply never reaches the caller, which is killed. */
    void letGoAndLoseReply() {
        loseReply = true;
        letGo();
    }

    void kill(Database database) {
        killed = true;
        database.terminate(backend);
        if (state != State.ENDED) {
            state = State.RUNNING;
        }
        monitor.notifyAll();
    }

    /** Whether it waits for a lock that somebody else holds: not for one it was just given and has not noticed. */
    boolean isBlocked(Database database) {
        return database.number("SELECT count(*) FROM pg_stat_activity WHERE pid = " + backend
                        + " AND wait_event_type = 'Lock' AND cardinality(pg_blocking_pids(pid)) > 0")
                == 1;
    }

    void blocked(boolean now) {
        state = now ? State.BLOCKED : State.RUNNING;
    }

    State state() {
        return state;
    }

    String step() {
        return step;
    }

    boolean wasKilled() {
        return killed;
    }

    @Nullable
    Object result() {
        return result;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Ready for another life, in a new session if the last one was killed. */
    void revive() throws SQLException {
        if (killed && session != null) {
            session.abort(Runnable::run);
            session = null;
        }
        killed = false;
        loseReply = false;
        letGo = false;
        session();
    }
}
