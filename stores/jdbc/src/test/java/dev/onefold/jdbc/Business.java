package dev.onefold.jdbc;

import dev.onefold.Call;
import dev.onefold.Fingerprint;
import dev.onefold.Scope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** What the tests protect: one row per run of the work, that everybody can count. */
final class Business {

    private Business() {}

    static Call call(String key) {
        return Call.of(new Scope("", "test"), key, Fingerprint.ofText("the same"));
    }

    /** The whole business in one round trip. Returns who it was made by, as an answer. */
    static String effect(Connection connection, String key, String by) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO effect (name, made_by) VALUES (?, ?)")) {
            insert.setString(1, key);
            insert.setString(2, by);
            insert.executeUpdate();
        }
        return by;
    }
}
