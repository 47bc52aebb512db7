package dev.onefold.jdbc;

import dev.onefold.Content;
import dev.onefold.Fingerprint;
import dev.onefold.store.LeasedStore.LeaseRequest;
import dev.onefold.store.Sighting;
import dev.onefold.store.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a look-up found: a sighting for everybody, and of a claim what its owner needs. */
record Row(Sighting sighting, @Nullable String owner, long fence, boolean takeOver, boolean lapsed) {

    /** Where the columns of {@code onefold_look} tell that a record's time is over. */
    static final int PAST = 12;

    static final Row NONE = new Row(new Sighting.Absent(), null, 0, false, false);

    static Row of(ResultSet row, Dialect dialect) throws SQLException {
        String operation = row.getString("operation");
        Fingerprint fingerprint = Fingerprint.fromBytes(row.getBytes("fingerprint"));
        if (row.getObject("verdict") != null) {
            return finished(
                    operation,
                    fingerprint,
                    row.getInt("verdict"),
                    row.getString("code"),
                    row.getString("media_type"),
                    row.getBytes("content"),
                    dialect.instant(row, "created_at"),
                    row.getLong("fence"));
        }
        return claim(
                operation,
                fingerprint,
                row.getString("owner"),
                row.getLong("fence"),
                row.getLong("remaining_millis"),
                row.getBoolean("take_over"),
                row.getBoolean("doubted"));
    }

    /** Of the columns of {@code onefold_look} as text. */
    static Row of(List<@Nullable String> columns) {
        String operation = text(columns, 0);
        Fingerprint fingerprint = Fingerprint.fromBytes(HexFormat.of().parseHex(text(columns, 1)));
        if (columns.get(2) != null) {
            String content = columns.get(7);
            String fence = columns.get(6);
            return finished(
                    operation,
                    fingerprint,
                    Integer.parseInt(text(columns, 2)),
                    text(columns, 3),
                    text(columns, 4),
                    content == null ? null : HexFormat.of().parseHex(content),
                    Instant.EPOCH.plus(Long.parseLong(text(columns, 5)), ChronoUnit.MICROS),
                    fence == null ? 0 : Long.parseLong(fence));
        }
        return claim(
                operation,
                fingerprint,
                text(columns, 8),
                Long.parseLong(text(columns, 6)),
                Long.parseLong(text(columns, 9)),
                Boolean.parseBoolean(columns.get(10)),
                Boolean.parseBoolean(columns.get(11)));
    }

    private static String text(List<@Nullable String> columns, int index) {
        return Objects.requireNonNull(columns.get(index));
    }

    private static Row finished(
            String operation,
            Fingerprint fingerprint,
            int verdict,
            String code,
            String mediaType,
            byte @Nullable [] content,
            Instant at,
            long fence) {
        return new Row(
                new Sighting.Finished(
                        operation,
                        fingerprint,
                        verdict == 1 ? Verdict.REJECTED : Verdict.APPLIED,
                        code,
                        content == null ? null : Content.of(mediaType, content),
                        at),
                null,
                fence,
                false,
                false);
    }

    private static Row claim(
            String operation,
            Fingerprint fingerprint,
            String owner,
            long fence,
            long remaining,
            boolean takeOver,
            boolean doubted) {
        boolean lapsed = doubted || remaining <= 0;
        Sighting sighting = doubted || (lapsed && !takeOver)
                ? new Sighting.InDoubt(operation, fingerprint)
                : new Sighting.Held(operation, fingerprint, Duration.ofMillis(Math.max(0, remaining)));
        return new Row(sighting, owner, fence, takeOver && !doubted, lapsed);
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
