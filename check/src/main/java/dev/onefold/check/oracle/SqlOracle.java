package dev.onefold.check.oracle;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.subject.Template;
import dev.onefold.check.subject.UnusableException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks the database. The driver must be on the class path. */
public final class SqlOracle implements Oracle {

    private static final int QUERY_SECONDS = 30;
    private static final Pattern PLACEHOLDER = Pattern.compile("'?(\\{\\{[^}]*}})'?");

    private final String url;
    private final String sql;
    private final List<Template> parameters = new ArrayList<>();
    private @Nullable Connection connection;

    private SqlOracle(String url, String query) {
        this.url = url;
        Matcher matcher = PLACEHOLDER.matcher(query);
        while (matcher.find()) {
            parameters.add(new Template(matcher.group(1)));
        }
        // a parameter, and not text: what is filled in is never read as SQL
        this.sql = matcher.replaceAll("?");
    }

    /**
     * Reads {@code jdbc:postgresql://localhost/shop?user=me|select count(*) from orders where ref = {{ref}}}.
     *
     * @param text a JDBC URL and a query of which the first column of the first row is the number
     */
    public static SqlOracle parse(String text) {
        int bar = text.indexOf('|');
        if (bar < 0 || !text.startsWith("jdbc:")) {
            throw new UnusableException("not like 'jdbc:postgresql://host/name?user=...|select count(*) ... {{ref}}': "
                    + withoutPassword(text));
        }
        return new SqlOracle(
                text.substring(0, bar).strip(), text.substring(bar + 1).strip());
    }

    private static String withoutPassword(String url) {
        return url.replaceAll("(?i)password=[^&;|]*", "password=***");
    }

    @Override
    public synchronized long count(Intent intent) {
        try {
            return read(intent);
        } catch (SQLException e) {
            close();
            throw new OracleException(withoutPassword(url) + ": " + e.getMessage(), e);
        }
    }

    private long read(Intent intent) throws SQLException {
        Connection open = connection == null ? DriverManager.getConnection(url) : connection;
        connection = open;
        open.setReadOnly(true);
        try (PreparedStatement query = open.prepareStatement(sql)) {
            query.setQueryTimeout(QUERY_SECONDS);
            for (int place = 0; place < parameters.size(); place++) {
                query.setString(place + 1, parameters.get(place).fill(intent));
            }
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new OracleException("no row: " + sql);
                }
                return row.getLong(1);
            }
        }
    }

    @Override
    public boolean separates() {
        return !parameters.isEmpty();
    }

    @Override
    public synchronized void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            throw new OracleException(withoutPassword(url) + ": " + e.getMessage(), e);
        } finally {
            connection = null;
        }
    }

    @Override
    public String toString() {
        return withoutPassword(url) + "|" + sql;
    }
}
