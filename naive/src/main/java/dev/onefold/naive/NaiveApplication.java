package dev.onefold.naive;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * Starts the naive code. It takes the options the shop takes, so that whoever starts the one can start the other, and ends when
 * its standard input does.
 */
public final class NaiveApplication {

    private NaiveApplication() {}

    /**
     * Serves until standard input ends.
     *
     * @param arguments {@code --server.port}, {@code --spring.datasource.url} and {@code --spring.datasource.username}; the
     *     password is in the environment variable {@code SPRING_DATASOURCE_PASSWORD}
     * @throws IOException if the port is taken
     * @throws SQLException if the tables cannot be made
     */
    public static void main(String[] arguments) throws IOException, SQLException {
        // a reply is one packet: it does not wait for another
        System.setProperty("sun.net.httpserver.nodelay", "true");
        Map<String, String> options = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            options.put(argument.substring(0, Math.max(0, equals)), argument.substring(equals + 1));
        }
        Database database = new Database(
                options.getOrDefault("--spring.datasource.url", ""),
                options.getOrDefault("--spring.datasource.username", ""),
                System.getenv().getOrDefault("SPRING_DATASOURCE_PASSWORD", ""));
        database.createTables();
        try (Server server =
                Server.start(Integer.parseInt(options.getOrDefault("--server.port", "0")), Routes.all(), database)) {
            System.out.println("Naive code on port " + server.port());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
        System.exit(0);
    }
}
