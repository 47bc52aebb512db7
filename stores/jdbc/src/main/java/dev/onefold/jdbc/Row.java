package dev.onefold.jdbc;

import dev.onefold.Content;
import dev.onefold.Fingerprint;
import dev.onefold.store.LeasedStore.LeaseRequest;
import dev.onefold.store.Sighting;
import dev.onefold.store.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a look-up found: a sighting for everybody, and of a claim what its owner needs. */
record Row(Sighting sighting, @Nullable String owner, long fence, boolean takeOver, boolean lapsed) {

    static final Row NONE = new Row(new Sighting.Absent(), null, 0, false, false);

    static Row of(ResultSet row, Dialect dialect) throws SQLException {
        return row.getObject("verdict") == null ? claim(row) : finished(row, dialect);
    }

    private static Row finished(ResultSet row, Dialect dialect) throws SQLException {
        byte[] content = row.getBytes("content");
        return new Row(
                new Sighting.Finished(
                        row.getString("operation"),
                        Fingerprint.fromBytes(row.getBytes("fingerprint")),
                        row.getInt("verdict") == 1 ? Verdict.REJECTED : Verdict.APPLIED,
                        row.getString("code"),
                        content == null ? null : Content.of(row.getString("media_type"), content),
                        dialect.instant(row, "created_at")),
                null,
                row.getLong("fence"),
                false,
                false);
    }

    private static Row claim(ResultSet row) throws SQLException {
        String operation = row.getString("operation");
        Fingerprint fingerprint = Fingerprint.fromBytes(row.getBytes("fingerprint"));
        long remainingMillis = Math.max(0, row.getLong("remaining_millis"));
        boolean takeOver = row.getBoolean("take_over");
        boolean doubted = row.getBoolean("doubted");
        boolean lapsed = doubted || remainingMillis == 0;
        Sighting sighting = doubted || (lapsed && !takeOver)
                ? new Sighting.InDoubt(operation, fingerprint)
                : new Sighting.Held(operation, fingerprint, Duration.ofMillis(remainingMillis));
        return new Row(sighting, row.getString("owner"), row.getLong("fence"), takeOver && !doubted, lapsed);
    }

    boolean absent() {
        return sighting instanceof Sighting.Absent;
    }

    boolean heldBy(LeaseRequest request) {
        return request.owner().equals(owner) && !lapsed;
    }

    /** Whether its owner fell silent and the same request may take over. */
    boolean openTo(LeaseRequest request) {
        return lapsed
                && takeOver
                && sighting instanceof Sighting.Held held
                && held.operation().equals(request.operation())
                && held.fingerprint().equals(request.fingerprint());
    }
}
