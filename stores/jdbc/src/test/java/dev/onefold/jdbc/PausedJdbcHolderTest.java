package dev.onefold.jdbc;

import dev.onefold.Outcome;
import dev.onefold.lock.FencedLocks;
import dev.onefold.lock.LockName;
import dev.onefold.lock.LockStore;
import dev.onefold.testkit.PausedHolder;
import dev.onefold.testkit.PausedHolderContract;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.postgresql.ds.PGSimpleDataSource;

/** The lock and the row it guards are in one PostgreSQL. */
@Tag("postgresql")
class PausedJdbcHolderTest extends PausedHolderContract {

    private Database database;

    /** The process that is paused. */
    static final class Holder {
        public static void main(String... arguments) throws IOException {
            PGSimpleDataSource dataSource = new PGSimpleDataSource();
            dataSource.setURL(arguments[0]);
            dataSource.setUser("postgres");
            PausedHolder.hold(
                    FencedLocks.on(JdbcLocks.on(dataSource)),
                    new LockName(arguments[1]),
                    LEASE,
                    fence -> write(dataSource, fence));
        }
    }

    @BeforeEach
    void open() {
        database = Database.create();
        database.execute("CREATE TABLE sale (id bigint PRIMARY KEY, fence bigint NOT NULL)");
        database.execute("INSERT INTO sale VALUES (1, 0)");
    }

    @Override
    protected LockStore store() {
        return JdbcLocks.on(database.plain());
    }

    @Override
    protected PausedHolder start(LockName name) throws IOException {
        return PausedHolder.start(Holder.class, database.plain().getURL(), name.text());
    }

    @Override
    protected Outcome<?> write(long fence) {
        return write(database.plain(), fence);
    }

    private static Outcome<?> write(DataSource dataSource, long fence) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            Outcome<Long> outcome =
                    JdbcFencedWrites.on(dataSource, "sale", "fence", "id").claim(connection, fence, 1L);
            connection.commit();
            return outcome;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() {
        database.close();
    }
}
