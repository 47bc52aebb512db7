package dev.onefold.zookeeper;

import dev.onefold.Outcome;
import dev.onefold.jdbc.JdbcFencedWrites;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.Server;

/** A row in a database of its own that several processes reach, and whose writes are fenced. */
final class FencedRow implements AutoCloseable {

    private final Server server;

    FencedRow() throws SQLException {
        server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        try (Connection connection = dataSource(url()).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE sale (id bigint PRIMARY KEY, fence bigint NOT NULL)");
            statement.execute("INSERT INTO sale VALUES (1, 0)");
        }
    }

    String url() {
        return "jdbc:h2:tcp://localhost:" + server.getPort() + "/mem:sale;DB_CLOSE_DELAY=-1";
    }

    private static JdbcDataSource dataSource(String url) {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL(url);
        return dataSource;
    }

    /** Claims it under a fence, and commits. */
    static Outcome<?> write(String url, long fence) {
        JdbcDataSource dataSource = dataSource(url);
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

    @Override
    public void close() {
        server.stop();
    }
}
