package dev.onefold.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code onefold_deduction}.
 *
 * @param result what was left in each row; of an insufficient one, the number of the first row that had too little
 */
record Ledger(String target, String keys, String amounts, int verdict, String result, Instant at) {

    static final int APPLIED = 0;
    static final int INSUFFICIENT = 1;

    /** Where a row is put that was found. */
    static final class Place {
        private final Dialect dialect;

        @Nullable
        Ledger row;

        Place(Dialect dialect) {
            this.dialect = dialect;
        }

        void read(ResultSet found) throws SQLException {
            row = new Ledger(
                    found.getString("target"),
                    found.getString("row_keys"),
                    found.getString("amounts"),
                    found.getInt("verdict"),
                    found.getString("result"),
                    dialect.instant(found, "made_at"));
        }
    }
}
