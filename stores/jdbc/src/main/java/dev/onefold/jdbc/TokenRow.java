package dev.onefold.jdbc;

import dev.onefold.Content;
import dev.onefold.Fingerprint;
import dev.onefold.store.LeasedStore.Lease;
import dev.onefold.store.LeasedStore.LeaseRequest;
import dev.onefold.store.Sighting;
import dev.onefold.store.Verdict;
import dev.onefold.token.TokenStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of a token, or {@link #NONE}.
 *
 * @param open whether it may be claimed as one that nobody claimed before
 * @param oldSnapshot whether this may be older than what is committed, and a lock of the row may fail for it
 */
record TokenRow(
        Sighting sighting,
        boolean open,
        boolean held,
        boolean done,
        @Nullable String owner,
        long fence,
        boolean oldSnapshot) {

    static final TokenRow NONE = new TokenRow(TokenStore.notIssued(), false, false, false, null, 0, false);

    static TokenRow of(ResultSet row, Dialect dialect) throws SQLException {
        Instant now = dialect.instant(row, "t");
        boolean known = now.isBefore(dialect.instant(row, "forget_at"));
        int state = row.getInt("state");
        boolean open = known && state == 0 && now.isBefore(dialect.instant(row, "expires_at"));
        boolean held = known && state == 1 && now.isBefore(dialect.instant(row, "lease_until"));
        return new TokenRow(
                known ? sighting(row, dialect, state, open, now) : TokenStore.notIssued(),
                open,
                held,
                known && state == 2,
                row.getString("owner"),
                row.getLong("fence"),
                row.getBoolean("old_snapshot"));
    }

    private static Sighting sighting(ResultSet row, Dialect dialect, int state, boolean open, Instant now)
            throws SQLException {
        if (state == 0) {
            return open ? new Sighting.Absent() : TokenStore.notIssued();
        }
        String operation = row.getString("operation");
        Fingerprint fingerprint = Fingerprint.fromBytes(row.getBytes("fingerprint"));
        if (state == 1) {
            Duration left = Duration.between(now, dialect.instant(row, "lease_until"));
            return new Sighting.Held(operation, fingerprint, left.isNegative() ? Duration.ZERO : left);
        }
        boolean answered = now.isBefore(dialect.instant(row, "answer_until"));
        return new Sighting.Finished(
                operation,
                fingerprint,
                row.getInt("verdict") == 0 ? Verdict.APPLIED : Verdict.REJECTED,
                row.getString("code"),
                answered ? Content.of(row.getString("media_type"), row.getBytes("content")) : null,
                dialect.instant(row, "done_at"));
    }

    boolean heldBy(LeaseRequest request) {
        return held && Objects.equals(owner, request.owner());
    }

    boolean doneBy(Lease lease) {
        return done && fence == lease.fence() && Objects.equals(owner, lease.owner());
    }
}
