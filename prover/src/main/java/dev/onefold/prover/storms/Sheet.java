package dev.onefold.prover.storms;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the effects of one storm; its queries are files named by number and subject. */
final class Sheet {

    /** Something that must not be. */
    record Finding(String rule, String reference, String detail) {}

    private final Connection connection;
    private final int technique;

    Sheet(Connection connection, int technique) {
        this.connection = connection;
        this.technique = technique;
    }

    long number(String subject) throws SQLException {
        return Long.parseLong(text(subject));
    }

    String text(String subject) throws SQLException {
        return textOf(file(subject));
    }

    String textOf(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    List<String> column(String sql) throws SQLException {
        List<String> column = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                column.add(rows.getString(1));
            }
        }
        return column;
    }

    List<Finding> findings() throws SQLException {
        List<Finding> findings = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(file("violations"))) {
            while (rows.next()) {
                findings.add(new Finding(rows.getString(1), rows.getString(2), rows.getString(3)));
            }
        }
        return findings;
    }

    private String file(String subject) {
        String name = String.format(Locale.ROOT, "%02d-%s.sql", technique, subject);
        try (InputStream file = Sheet.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("no query " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read query " + name, e);
        }
    }
}
