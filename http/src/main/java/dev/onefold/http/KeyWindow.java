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
 * <p>That is complete if records are known for at least the window and twice the skew, which {@link #check} demands: the
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

    private final Duration length;
    private final Duration skew;
    private final @Nullable String field;

    private KeyWindow(Duration length, Duration skew, @Nullable String field) {
        if (length.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("A window has at least 1 second, not " + length);
        }
        if (skew.isNegative() || skew.compareTo(LONGEST_SKEW) > 0) {
            throw new IllegalArgumentException("A skew is of 0 to " + LONGEST_SKEW + ", not " + skew);
        }
        this.length = length;
        this.skew = skew;
        this.field = field;
    }

    /** Keys are UUIDs of version 7, and tell the time themselves. */
    public static KeyWindow uuidV7(Duration length) {
        return new KeyWindow(length, DEFAULT_SKEW, null);
    }

    /**
     * The time is in a header field, as an HTTP date that is the same in all attempts. It belongs to the fingerprint, so
     * that one that changes is noticed while there is a record.
     */
    public static KeyWindow firstSent(String field, Duration length) {
        return new KeyWindow(length, DEFAULT_SKEW, field);
    }

    /** The longest window that records of such a retention allow; what is left may be no time at all. */
    public static Duration longest(Retention retention, Duration skew) {
        return retention.tombstone().minus(skew.multipliedBy(2));
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
     * Refuses a retention under which a record may be forgotten while its key is in the window.
     *
     * @throws IllegalArgumentException saying what to change
     */
    public void check(Retention retention) {
        Duration longest = longest(retention, skew);
        if (length.compareTo(longest) > 0) {
            throw new IllegalArgumentException("Keys may be used for " + length + ", but records are known for "
                    + retention.tombstone() + " only. Both ends may be " + skew + " wrong, so shorten the window to "
                    + longest + " or lengthen the tombstone to "
                    + length.plus(skew.multipliedBy(2)));
        }
    }

    /**
     * Judges a key.
     *
     * @param lines every line of {@link #field}, none if the key tells the time
     * @param now by this process's clock
     */
    public KeyAge judge(KeyHeader.Valid key, List<String> lines, Instant now) {
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
