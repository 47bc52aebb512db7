package dev.onefold.jdbc;

import dev.onefold.jdbc.Engine.Sandbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Two nodes on one database of each engine, for the contracts of tokens; kept as long as the tests run. */
final class TokenNodes {

    private static final Map<Engine, TokenNodes> NODES = new ConcurrentHashMap<>();

    private final Sandbox sandbox;
    private final JdbcTokenStore one;
    private final JdbcTokenStore other;

    private TokenNodes(Engine engine) {
        this.sandbox = engine.create();
        sandbox.execute("CREATE TABLE effect (name varchar(100) NOT NULL)");
        this.one = JdbcTokenStore.on(sandbox.pool(20));
        this.other = JdbcTokenStore.on(sandbox.pool(20));
    }

    static TokenNodes on(Engine engine) {
        return NODES.computeIfAbsent(engine, TokenNodes::new);
    }

    Sandbox sandbox() {
        return sandbox;
    }

    JdbcTokenStore one() {
        return one;
    }

    JdbcTokenStore other() {
        return other;
    }

    static void write(Connection connection, String effect) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO effect (name) VALUES (?)")) {
            statement.setString(1, effect);
            statement.executeUpdate();
        }
    }

    List<String> effects() {
        return sandbox.column("SELECT name FROM effect");
    }
}
