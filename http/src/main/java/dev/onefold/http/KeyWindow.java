package dev.onefold.http;

import dev.onefold.Operation.Retention;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keys that tell when they were made, and for how long they may be used. One that is older is refused without a look at
 * any record: so a repeat that comes after all traces of the first are gone does not run again, and nothing is stored for it.
 *
 * <p>That is complete if records are known for at least the window and twice the skew, which {@link #within} demands: the
 * caller's clock may be ahead by the skew, and the clocks of this process and of the store may differ by it.
 *
 * <p>The time is the caller's word. One that puts a new time on an old request is not stopped by it. Immutable.
 */
public final class KeyWindow {

    /** How far a key may come from the future, unless told otherwise. */
    public static final Duration DEFAULT_SKEW = Duration.ofMinutes(5);

    /** The field of OASIS Repeatable Requests 1.0 that tells the time of the first attempt. */
    public static final String FIRST_SENT = "Repeatability-First-Sent";

    private static final Duration LONGEST_SKEW = Duration.ofHours(1);

    /** RFC 9562, 5.7: 48 bits of milliseconds, version 7, variant 10. */
    private static final Pattern UUID_V7 =
            Pattern.compile("([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    /** RFC 9110, 5.6.7: the one form of a date that is still written. */
    private static final DateTimeFormatter IMF_FIXDATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(java.time.ZoneOffset.UTC);

    private final @Nullable Duration length;
    private final Duration skew;
    private final @Nullable String field;

    private KeyWindow(@Nullable Duration length, Duration skew, @Nullable String field) {
        if (length != null && length.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("A window has at least 1 second, not " + length);
        }
        if (skew.isNegative() || skew.compareTo(LONGEST_SKEW) > 0) {
            throw new IllegalArgumentException("A skew is of 0 to " + LONGEST_SKEW + ", not " + skew);
        }
        this.length = length;
        this.skew = skew;
        this.field = field;
    }

    /** Keys are UUIDs of version 7, and tell the time themselves; good as long as records are known. */
    public static KeyWindow uuidV7() {
        return new KeyWindow(null, DEFAULT_SKEW, null);
    }

    /**
     * The time is in a header field, as an HTTP date that is the same in all attempts; keys are good as long as records are
     * known. The field belongs to the fingerprint, so that one that changes is noticed while there is a record.
     */
    public static KeyWindow firstSent(String field) {
        return new KeyWindow(null, DEFAULT_SKEW, field);
    }

    /**
     * This window, of that length.
     *
     * @param other at least 1 second
     */
    public KeyWindow lasting(Duration other) {
        return new KeyWindow(other, skew, field);
    }

    /**
     * This window for clocks that differ by more or less.
     *
     * @param other 0 to 1 hour
     */
    public KeyWindow skew(Duration other) {
        return new KeyWindow(length, other, field);
    }

    /** The header field that tells the time, if the key does not. */
    public Optional<String> field() {
        return Optional.ofNullable(field);
    }

    /**
     * This window for records of that retention: as long as that allows, unless it has a length.
     *
     * @throws IllegalArgumentException if a record may be forgotten while its key is in the window, saying what to change
     */
    public KeyWindow within(Retention retention) {
        Duration longest = retention.tombstone().minus(skew.multipliedBy(2));
        if (length == null) {
            return lasting(longest);
        }
        if (length.compareTo(longest) > 0) {
            throw new IllegalArgumentException("Keys may be used for " + length + ", but records are known for "
                    + retention.tombstone() + " only. Both ends may be " + skew + " wrong, so shorten the window to "
                    + longest + " or lengthen the tombstone to "
                    + length.plus(skew.multipliedBy(2)));
        }
        return this;
    }

    /** How long a key may be used, if it is decided. */
    public Optional<Duration> length() {
        return Optional.ofNullable(length);
    }

    /**
     * Judges a key.
     *
     * @param lines every line of {@link #field}, none if the key tells the time
     * @param now by this process's clock
     */
    public KeyAge judge(KeyHeader.Valid key, List<String> lines, Instant now) {
        if (length == null) {
            throw new IllegalStateException("A window has a length, or is put within a retention");
        }
        Optional<Instant> made = field == null ? ofUuid(key.key()) : ofDate(lines);
        if (made.isEmpty()) {
            return new KeyAge.Invalid(
                    field == null
                            ? "The key is a UUID of version 7 (RFC 9562)."
                            : "The header " + field + " is sent once, with an HTTP date (RFC 9110).");
        }
        if (made.get().isAfter(now.plus(skew))) {
            return new KeyAge.Invalid("The time of the key lies in the future.");
        }
        return made.get().isBefore(now.minus(length)) ? new KeyAge.Expired() : new KeyAge.Within();
    }

    private static Optional<Instant> ofUuid(String key) {
        var matcher = UUID_V7.matcher(key.toLowerCase(Locale.ROOT));
        return matcher.matches()
                ? Optional.of(Instant.ofEpochMilli(Long.parseLong(matcher.group(1) + matcher.group(2), 16)))
                : Optional.empty();
    }

    private static Optional<Instant> ofDate(List<String> lines) {
        if (lines.size() != 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(IMF_FIXDATE.parse(lines.get(0).strip(), Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
