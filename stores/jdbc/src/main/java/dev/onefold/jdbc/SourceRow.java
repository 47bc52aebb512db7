package dev.onefold.jdbc;

import dev.onefold.Content;
import dev.onefold.Fingerprint;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.Rejection;
import dev.onefold.sequence.Feed;
import dev.onefold.sequence.Feed.Mode;
import dev.onefold.sequence.Message;
import dev.onefold.sequence.Sequences;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a source, and of one number of it.
 *
 * @param epoch -1 if the source never sent anything
 * @param keptAbove of this number and those below it no row is kept
 * @param skipped whether the mark passed a number that never came
 * @param runIsThere whether the number is accepted already that lies behind the mark, or, if that is the message's, behind
 *     the message's
 */
record SourceRow(
        long epoch,
        long mark,
        long keptAbove,
        boolean skipped,
        Instant markedAt,
        long changes,
        boolean runIsThere,
        @Nullable Entry entry) {

    /** Of the number itself. */
    record Entry(Fingerprint fingerprint, boolean applied, String code, Content content, Instant at) {}

    static final SourceRow UNKNOWN = new SourceRow(-1, 0, 0, false, Instant.EPOCH, 0, false, null);

    /** Parameters: number, epoch, number, source. */
    static final String LOOK = """
            SELECT s.epoch, s.mark, s.kept_above, s.skipped, s.marked_at, s.changes,
                   (SELECT count(*) FROM onefold_sequence n WHERE n.source = s.source AND n.epoch = s.epoch
                       AND n.number = s.mark + CASE WHEN s.mark + 1 = ? THEN 2 ELSE 1 END) AS run_is_there,
                   r.fingerprint, r.verdict, r.code, r.media_type, r.content, r.accepted_at
              FROM onefold_source s
              LEFT JOIN onefold_sequence r ON r.source = s.source AND r.epoch = ? AND r.number = ?
             WHERE s.source = ?""";

    static SourceRow of(ResultSet row, Dialect dialect) throws SQLException {
        byte[] fingerprint = row.getBytes("fingerprint");
        Entry entry = fingerprint == null
                ? null
                : new Entry(
                        Fingerprint.fromBytes(fingerprint),
                        row.getInt("verdict") == 0,
                        row.getString("code"),
                        Content.of(row.getString("media_type"), row.getBytes("content")),
                        dialect.instant(row, "accepted_at"));
        return new SourceRow(
                row.getLong("epoch"),
                row.getLong("mark"),
                row.getLong("kept_above"),
                row.getBoolean("skipped"),
                dialect.instant(row, "marked_at"),
                row.getLong("changes"),
                row.getLong("run_is_there") > 0,
                entry);
    }

    boolean isUnknown() {
        return epoch < 0;
    }

    /** As it is once {@code newer} has begun, if it is that: nothing of it is settled. */
    SourceRow in(long newer) {
        return newer == epoch ? this : new SourceRow(newer, 0, 0, false, markedAt, changes, false, null);
    }

    String over(long older) {
        return "Epoch " + older + " is over: the source began epoch " + epoch;
    }

    /** What there is to say without running the work, or null if the number is new. */
    <T> @Nullable Outcome<T> answer(Feed<T> feed, Message message) {
        if (message.epoch() < epoch) {
            return new Outcome.Stale<>(over(message.epoch()));
        }
        SourceRow now = in(message.epoch());
        long number = message.number();
        // rows that are no longer kept are deleted together, and until then as good as gone
        if (now.entry != null && number > now.keptAbove) {
            return answer(feed, message, now.entry);
        }
        if (number <= now.mark) {
            return number <= now.keptAbove && !now.skipped
                    ? new Outcome.Expired<>(now.markedAt)
                    : new Outcome.Stale<>("Number " + number + " comes too late: the source has come to " + now.mark);
        }
        if (feed.mode() == Mode.GAPLESS && number > now.mark + 1) {
            Rejection gap = Rejection.of(
                    Sequences.GAP,
                    "Number " + (now.mark + 1) + " is missing: send it first, and then number " + number + " again");
            return new Outcome.Rejected<>(gap, Memory.FORGOTTEN);
        }
        return null;
    }

    private static <T> Outcome<T> answer(Feed<T> feed, Message message, Entry entry) {
        if (!entry.fingerprint().equals(message.fingerprint())) {
            return new Outcome.Mismatch<>("content");
        }
        return entry.applied()
                ? new Outcome.Replayed<>(feed.codec().decode(entry.content()), entry.at())
                : new Outcome.Rejected<>(new Rejection(entry.code(), entry.content()), Memory.REPLAYED);
    }
}
