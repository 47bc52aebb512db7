package dev.onefold.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;

/** What the server must be set to, so that a guard's statement that fails leaves the caller's transaction as it was. */
final class GuardSettings {

    private GuardSettings() {}

    /**
     * Checks the server, and the session as the data source sets it.
     *
     * @throws IllegalStateException if a setting would have a failed statement end the transaction; says which, and the way
     *     out
     */
    static void require(Connection connection) throws SQLException {
        Dialect dialect = Dialect.of(connection);
        if (dialect == Dialect.MARIADB || dialect == Dialect.MYSQL) {
            requireStatementsThatFailAlone(connection);
        }
        if (dialect == Dialect.MARIADB && snapshotsAreIsolated(connection)) {
            throw new IllegalStateException(
                    "With innodb_snapshot_isolation=ON, a row that is newer than the snapshot would roll the caller's"
                            + " transaction back: switch it off for these connections, with"
                            + " sessionVariables=innodb_snapshot_isolation=OFF in the JDBC URL");
        }
    }

    static void requireStatementsThatFailAlone(Connection connection) throws SQLException {
        if (!Objects.equals(Sql.number(connection, "SELECT @@innodb_rollback_on_timeout"), 0L)) {
            throw new IllegalStateException("With innodb_rollback_on_timeout=ON, a row that is taken would roll the"
                    + " caller's transaction back: start the server without it");
        }
    }

    /** Older servers do not know the setting. */
    private static boolean snapshotsAreIsolated(Connection connection) throws SQLException {
        return Sql.number(
                        connection,
                        "SELECT 1 FROM information_schema.system_variables"
                                + " WHERE variable_name = 'INNODB_SNAPSHOT_ISOLATION' AND session_value = 'ON'")
                != null;
    }
}
