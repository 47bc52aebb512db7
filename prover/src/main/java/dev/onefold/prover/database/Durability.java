package dev.onefold.prover.database;

import dev.onefold.prover.verdict.NoVerdictException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks the server whether what it commits stays committed; a run on one that forgets proves nothing. */
public final class Durability {

    private static final List<String> SETTINGS = List.of("fsync", "synchronous_commit", "full_page_writes");

    private Durability() {}

    /**
     * Refuses a server with a durability setting off.
     *
     * @return the settings, for the report
     * @throws NoVerdictException naming the settings that are off
     */
    public static Map<String, String> require(Database database) {
        Map<String, String> settings = new TreeMap<>();
        try (Connection connection = database.open();
                PreparedStatement query =
                        connection.prepareStatement("select name, setting from pg_settings where name = any (?)")) {
            query.setArray(1, connection.createArrayOf("text", SETTINGS.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    settings.put(rows.getString(1), rows.getString(2));
                }
            }
        } catch (SQLException e) {
            throw new NoVerdictException("the database " + database + " does not answer: " + e.getMessage(), e);
        }
        refuseWhatIsOff(settings);
        return settings;
    }

    private static void refuseWhatIsOff(Map<String, String> settings) {
        List<String> off = new ArrayList<>();
        for (String name : SETTINGS) {
            String value = settings.getOrDefault(name, "unknown");
            // remote_write and remote_apply wait for the local disk too; "local" does, "off" does not
            boolean durable = name.equals("synchronous_commit")
                    ? List.of("on", "local", "remote_write", "remote_apply").contains(value)
                    : value.equals("on");
            if (!durable) {
                off.add(name + "=" + value);
            }
        }
        if (!off.isEmpty()) {
            throw new NoVerdictException("the database may forget what it has committed (" + String.join(", ", off)
                    + "); switch it on, a replay on it proves nothing");
        }
    }
}
