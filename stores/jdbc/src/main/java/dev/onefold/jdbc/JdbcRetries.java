package dev.onefold.jdbc;

import dev.onefold.Retries;

/** {@link Retries} for transactions on any of the databases. */
public final class JdbcRetries {

    private JdbcRetries() {}

    /**
     * Runs a transaction again if the database gave it up: a deadlock, a serialization failure, or a row that is newer
     * than its snapshot. A connection that broke is none of these: what became of the commit is not known.
     */
    public static Retries standard() {
        return Retries.of(Sql::isTransient);
    }
}
