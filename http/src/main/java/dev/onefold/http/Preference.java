package dev.onefold.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a caller prefers (RFC 7240). Of {@code Prefer}, only {@code wait} is understood; all else is passed over. */
public final class Preference {

    /** The header field. */
    public static final String NAME = "Prefer";

    /** The header field that tells which preference was followed. */
    public static final String APPLIED = "Preference-Applied";

    private static final int MOST_CHARS = 1024;
    private static final Pattern WAIT =
            Pattern.compile("(?i)[ \\t]*wait[ \\t]*=[ \\t]*(?:\"(\\d{1,6})\"|(\\d{1,6}))[ \\t]*(?:;.*)?");

    private Preference() {}

    /**
     * How long the caller would wait, in whole seconds. The first {@code wait} counts; one that is malformed or longer
     * than six digits is none.
     *
     * @param lines every line of {@code Prefer}
     */
    public static Optional<Duration> waiting(List<String> lines) {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        String all = String.join(",", lines);
        if (all.length() > MOST_CHARS) {
            return Optional.empty();
        }
        for (String preference : all.split(",", -1)) {
            Matcher wait = WAIT.matcher(preference);
            if (wait.matches()) {
                String seconds = wait.group(1) == null ? wait.group(2) : wait.group(1);
                return Optional.of(Duration.ofSeconds(Long.parseLong(seconds)));
            }
        }
        return Optional.empty();
    }
}
