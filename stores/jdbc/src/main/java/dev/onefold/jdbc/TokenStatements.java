package dev.onefold.jdbc;

/** The SQL of {@link JdbcTokenStore}; claims are PostgreSQL's. {@code later} is so many milliseconds from now. */
record TokenStatements(
        String issue,
        String look,
        String lock,
        String claim,
        String claimUnlessOld,
        String acquire,
        String renew,
        String complete,
        String save,
        String forget) {

    /** Parameters: holder. */
    static final String LIVE = """
            SELECT onefold_now() AS t, (SELECT count(*) FROM onefold_token
             WHERE holder = ? AND state < 2 AND expires_at > onefold_now()) AS live""";

    /** Counts and inserts in one. Parameters: id, holder, lifetime, holder, most; no row if there are too many. */
    static final String ISSUE_IF_FEW = """
            INSERT INTO onefold_token (id, holder, expires_at, forget_at, state, fence)
            SELECT ?, ?, until, until, 0, 0 FROM (SELECT onefold_now() + ? * interval '1 millisecond' AS until) soon
             WHERE (SELECT count(*) FROM onefold_token
                     WHERE holder = ? AND state < 2 AND expires_at > (SELECT onefold_now())) < ?
            RETURNING expires_at""";

    static final String NOW = "SELECT onefold_now() AS t";

    /** Parameters: id, owner, fence. */
    static final String RELEASE = """
            UPDATE onefold_token SET state = 0, owner = NULL, lease_until = NULL, operation = NULL, fingerprint = NULL,
                   forget_at = expires_at WHERE id = ? AND state = 1 AND owner = ? AND fence = ?""";

    static TokenStatements of(Dialect dialect) {
        String later = switch (dialect) {
            case POSTGRESQL -> "onefold_now() + ? * interval '1 millisecond'";
            case MARIADB, MYSQL -> "onefold_now() + INTERVAL (? * 1000) MICROSECOND";
            case H2 -> "DATEADD(MILLISECOND, ?, onefold_now())";
        };
        String oldSnapshot = dialect == Dialect.POSTGRESQL
                ? "current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted')"
                : "0 = 1";
        String columns = "onefold_now() AS t, state, fence, owner, operation, fingerprint, verdict, code, media_type,"
                + " content, done_at, answer_until, lease_until, expires_at, forget_at, " + oldSnapshot
                + " AS old_snapshot";
        String row = "SELECT " + columns + " FROM onefold_token WHERE id = ?";
        // at SERIALIZABLE MariaDB reads with a lock, for which nobody is to wait
        String atOnce = dialect == Dialect.MARIADB ? "SET STATEMENT innodb_lock_wait_timeout = 0 FOR " : "";
        String done = "UPDATE onefold_token SET state = 2, operation = ?, fingerprint = ?, verdict = ?, code = ?,"
                + " media_type = ?, content = ?, done_at = onefold_now(), answer_until = " + later + ", forget_at = "
                + later + " WHERE id = ?";
        String leased = "lease_until = " + later + ", forget_at = GREATEST(forget_at, " + later + ")";
        return new TokenStatements(
                "INSERT INTO onefold_token (id, holder, expires_at, forget_at, state, fence) VALUES (?, ?, " + later
                        + ", " + later + ", 0, 0)",
                atOnce + row,
                row + (dialect == Dialect.POSTGRESQL ? " FOR NO KEY UPDATE SKIP LOCKED" : " FOR UPDATE SKIP LOCKED"),
                claim(columns, ""),
                claim(columns, " AND NOT (" + oldSnapshot + ")"),
                "UPDATE onefold_token SET state = 1, fence = fence + 1, owner = ?, operation = ?, fingerprint = ?, "
                        + leased + " WHERE id = ? AND ((state = 0 AND expires_at > onefold_now()) OR (state = 1"
                        + " AND lease_until <= onefold_now() AND forget_at > onefold_now()"
                        + " AND operation = ? AND fingerprint = ?))",
                "UPDATE onefold_token SET " + leased + " WHERE id = ? AND state = 1 AND owner = ? AND fence = ?",
                done + " AND state = 1 AND owner = ? AND fence = ?",
                done + " AND state = 0",
                switch (dialect) {
                    case POSTGRESQL -> """
                            DELETE FROM onefold_token WHERE id IN (SELECT id FROM onefold_token WHERE forget_at <= ?
                             ORDER BY forget_at LIMIT ? FOR UPDATE SKIP LOCKED)""";
                    case MARIADB, MYSQL -> "DELETE FROM onefold_token WHERE forget_at <= ? ORDER BY forget_at LIMIT ?";
                    case H2 -> "DELETE FROM onefold_token WHERE forget_at <= ? FETCH FIRST ? ROWS ONLY";
                });
    }
    /** Locks what is open, and else looks. Parameters: id, id; a row in any case, of nulls if there is none to look at. */
    private static String claim(String columns, String only) {
        return """
                WITH open AS MATERIALIZED (
                  SELECT FROM onefold_token WHERE id = ? AND state = 0 AND expires_at > onefold_now()%s
                     FOR NO KEY UPDATE SKIP LOCKED)
                SELECT granted, %s FROM (SELECT EXISTS (SELECT FROM open) AS granted) g
                  LEFT JOIN onefold_token ON id = ? AND NOT granted""".formatted(only, columns);
    }
}
