package dev.onefold.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** One thread's way to a database: it remembers each round trip, and one that is named goes wrong. */
final class Wire implements Tap {

    /** What happens to a round trip. */
    enum Fault {
        /** It never arrives: the session was killed before. */
        KILLED_BEFORE,
        /** It arrives and is done, and the session dies before its reply. */
        REPLY_LOST
    }

    private final DataSource real;
    private final List<String> trips = new ArrayList<>();
    private @Nullable Connection last;
    private Predicate<String> faulty = sent -> false;
    private Fault fault = Fault.KILLED_BEFORE;

    Wire(DataSource real) {
        this.real = real;
    }

    DataSource dataSource() {
        return Tap.dataSource(this::open, this);
    }

    private Connection open() throws SQLException {
        Connection connection = real.getConnection();
        last = connection;
        return connection;
    }

    /** The next round trip that matches goes wrong, once. */
    void breakNext(Fault how, Predicate<String> which) {
        fault = how;
        faulty = which;
    }

    /** Round trips since the last call, without those that only begin and end transactions. */
    List<String> trips() {
        return allTrips().stream()
                .filter(sent -> !sent.equals("COMMIT") && !sent.equals("ROLLBACK"))
                .toList();
    }

    /** Round trips since the last call. */
    List<String> allTrips() {
        List<String> made = List.copyOf(trips);
        trips.clear();
        return made;
    }

    @Override
    public @Nullable Object on(String sent, RoundTrip trip) throws SQLException {
        trips.add(sent);
        if (!faulty.test(sent)) {
            return trip.go();
        }
        faulty = any -> false;
        if (fault == Fault.REPLY_LOST) {
            trip.go();
        }
        Connection session = Objects.requireNonNull(last);
        if (session.isWrapperFor(PGConnection.class)) {
            Engine.POSTGRESQL.kill(session, real);
        } else {
            session.abort(Runnable::run);
        }
        throw new SQLException("The connection broke", "08006");
    }
}
