package dev.onefold.jdbc;

/** The SQL of {@link JdbcLocks}. What is read of a lock is its owner, its fence, and the milliseconds left. */
record LockStatements(String take, String look, String first, String renew, String release) {

    static final String SEED = "UPDATE onefold_lock SET fence = ? WHERE name = ? AND fence < ?";

    /** Free since long ago, whatever the clock. */
    private static final String FREE = "TIMESTAMP '1970-01-02 00:00:00'";

    static LockStatements of(Dialect dialect) {
        String then = then(dialect);
        String left = left(dialect);
        return new LockStatements(
                take(dialect, then, left),
                "SELECT owner, fence, " + left + " FROM onefold_lock WHERE name = ?",
                "INSERT INTO onefold_lock (name, owner, fence, until) VALUES (?, ?, ?, " + then + ")",
                "UPDATE onefold_lock SET until = " + then + " WHERE name = ? AND owner = ? AND until > onefold_now()",
                "UPDATE onefold_lock SET until = " + FREE + " WHERE name = ? AND owner = ? AND until > onefold_now()");
    }

    private static String take(Dialect dialect, String then, String left) {
        return switch (dialect) {
            case POSTGRESQL -> """
                    WITH taken AS (
                      INSERT INTO onefold_lock AS l (name, owner, fence, until) VALUES (?, ?, 1, %s)
                      ON CONFLICT (name) DO UPDATE SET owner = EXCLUDED.owner, fence = l.fence + 1, until = EXCLUDED.until
                       WHERE l.until <= onefold_now()
                      RETURNING l.owner, l.fence)
                    SELECT owner, fence, 0 FROM taken
                    UNION ALL
                    SELECT owner, fence, %s FROM onefold_lock WHERE name = ? AND NOT EXISTS (SELECT FROM taken)""".formatted(then, left);
            case MARIADB -> upsert(then) + " RETURNING owner, fence, " + left;
            case MYSQL -> upsert(then);
            case H2 ->
                "UPDATE onefold_lock SET owner = ?, fence = fence + 1, until = " + then
                        + " WHERE name = ? AND until <= onefold_now()";
        };
    }

    /**
     * One clock reading decides all three columns: that of the row that would be inserted. {@code until} is last, since
     * assignments are made from left to right.
     */
    private static String upsert(String then) {
        String free = "until <= VALUES(until) - INTERVAL (? * 1000) MICROSECOND";
        return "INSERT INTO onefold_lock (name, owner, fence, until) VALUES (?, ?, 1, " + then + ")"
                + " ON DUPLICATE KEY UPDATE fence = IF(" + free + ", fence + 1, fence),"
                + " owner = IF(" + free + ", VALUES(owner), owner),"
                + " until = IF(" + free + ", VALUES(until), until)";
    }

    /** So many milliseconds from now. */
    private static String then(Dialect dialect) {
        return switch (dialect) {
            case POSTGRESQL -> "onefold_now() + ? * interval '1 millisecond'";
            case MARIADB, MYSQL -> "onefold_now() + INTERVAL (? * 1000) MICROSECOND";
            case H2 -> "DATEADD(MILLISECOND, ?, onefold_now())";
        };
    }

    private static String left(Dialect dialect) {
        return switch (dialect) {
            case POSTGRESQL -> "ceil(extract(epoch FROM until - onefold_now()) * 1000)::bigint";
            case MARIADB, MYSQL -> "CEILING(TIMESTAMPDIFF(MICROSECOND, onefold_now(), until) / 1000)";
            case H2 -> "DATEDIFF(MILLISECOND, onefold_now(), until) + 1";
        };
    }
}
