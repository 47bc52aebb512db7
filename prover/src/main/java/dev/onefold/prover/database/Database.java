package dev.onefold.prover.database;

import dev.onefold.prover.verdict.BadUseException;
import dev.onefold.prover.verdict.NoVerdictException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How to reach a PostgreSQL database.
 *
 * @param jdbcUrl what the shop is given
 * @param user user name
 * @param password password, may be empty
 */
public record Database(String jdbcUrl, String user, String password) {

    private static final Pattern URL = Pattern.compile("jdbc:postgresql:(//[^/]+/)?[^/?]+(\\?.*)?");
    private static final int CONNECT_TIMEOUT_SECONDS = 10;

    /**
     * A database somebody else runs.
     *
     * @throws BadUseException if the URL is not one of PostgreSQL's JDBC driver
     */
    public static Database external(String url) {
        if (!URL.matcher(url).matches()) {
            throw new BadUseException("--database-url " + withoutPassword(url)
                    + ": not a URL like jdbc:postgresql://host:5432/name?user=...&password=...");
        }
        return new Database(
                url, parameter(url, "user", System.getProperty("user.name")), parameter(url, "password", ""));
    }

    /** Opens a connection; the caller closes it. */
    public Connection open() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_TIMEOUT_SECONDS));
        return DriverManager.getConnection(jdbcUrl, properties);
    }

    /** Ends the run, with the reason, if the database does not answer. */
    public void requireAnswer() {
        try (Connection connection = open()) {
            if (!connection.isValid(CONNECT_TIMEOUT_SECONDS)) {
                throw new NoVerdictException("the database " + withoutPassword(jdbcUrl) + " does not answer");
            }
        } catch (SQLException e) {
            throw new NoVerdictException(
                    "the database " + withoutPassword(jdbcUrl) + " does not answer: " + e.getMessage(), e);
        }
    }

    private static String withoutPassword(String url) {
        return url.replaceAll("(?i)password=[^&]*", "password=***");
    }

    private static String parameter(String url, String name, String otherwise) {
        Matcher found = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(url);
        return found.find() ? URLDecoder.decode(found.group(1), StandardCharsets.UTF_8) : otherwise;
    }

    @Override
    public String toString() {
        return withoutPassword(jdbcUrl);
    }
}
