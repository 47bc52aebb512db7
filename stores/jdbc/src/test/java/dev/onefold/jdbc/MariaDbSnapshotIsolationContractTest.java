package dev.onefold.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;

/** As MariaDB is from 11.6 on, where a write to a row newer than the snapshot rolls the transaction back. */
@Tag("mariadb")
class MariaDbSnapshotIsolationContractTest extends JdbcJoinedContract {

    MariaDbSnapshotIsolationContractTest() {
        super(Engine.MARIADB);
    }

    @Override
    void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET innodb_snapshot_isolation = ON");
        }
    }
}
