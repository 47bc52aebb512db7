package dev.onefold.spring.boot.rules;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The effects of the system under test: rows that are counted, in the database of the records. */
final class Effects {

    private final JdbcClient jdbc;

    Effects(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A row of this business, and its number, which no other has. */
    long happen(String business, String what) {
        return jdbc.sql("INSERT INTO effect (business, what) VALUES (?, ?) RETURNING serial")
                .params(business, what)
                .query(Long.class)
                .single();
    }
}
