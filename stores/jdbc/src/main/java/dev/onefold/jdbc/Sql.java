package dev.onefold.jdbc;

import dev.onefold.store.StoreException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an SQLSTATE means for a protocol. Codes: SQL:2023 part 2, and PostgreSQL's appendix A. */
final class Sql {

    private static final Set<String> TRANSIENT = Set.of("40001", "40P01");

    /** Statement completion unknown, server shutdowns and crashes; with class 08, connection exceptions. */
    private static final Set<String> NO_REPLY = Set.of("40003", "57P01", "57P02", "57P03");

    private static final int MOST_CAUSES = 20;

    private Sql() {}

    static StoreException failure(String message, SQLException cause) {
        return new StoreException(message, cause);
    }

    /** Whether the whole transaction, run again, may succeed. */
    static boolean isTransient(Throwable failure) {
        String state = state(failure);
        return state != null && TRANSIENT.contains(state);
    }

    /**
     * Whether the statement may have happened although it failed. A database that refuses says so by an SQLSTATE; an
     * SQLException without one is a driver's or a pool's that had no reply.
     */
    static boolean isNoReply(Throwable failure) {
        String state = state(failure);
        return state == null
                ? causes(failure).anyMatch(SQLException.class::isInstance)
                : state.startsWith("08") || NO_REPLY.contains(state);
    }

    /** The SQLSTATE of the first SQLException among the causes that has one. */
    private static @Nullable String state(Throwable failure) {
        return causes(failure)
                .filter(SQLException.class::isInstance)
                .map(sql -> ((SQLException) sql).getSQLState())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(MOST_CAUSES);
    }
}
