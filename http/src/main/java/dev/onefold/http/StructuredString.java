package dev.onefold.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An item of RFC 9651 that is a String. Its parameters must be well formed and are then ignored, as that RFC asks of
 * recipients that do not know them. The quantifiers are possessive, so matching is linear.
 */
final class StructuredString {

    private static final String CHARS = "(?:[ !#-\\[\\]-~]|\\\\[\"\\\\])*+";

    private static final String BARE_ITEM = String.join(
            "|",
            "-?[0-9]{1,12}\\.[0-9]{1,3}", // decimal
            "@?-?[0-9]{1,15}", // integer, date
            "\"" + CHARS + "\"", // string
            "[A-Za-z*][!#$%&'*+.^_`|~0-9A-Za-z:/-]*+", // token
            ":[A-Za-z0-9+/=]*+:", // bytes
            "\\?[01]", // boolean
            "%\"(?:[ !#$&-~]|%[0-9a-f]{2})*+\""); // display string

    private static final String PARAMETER = "; *+[a-z*][a-z0-9_.*-]*+(?:=(?:" + BARE_ITEM + "))?+";

    private static final Pattern ITEM = Pattern.compile("\"(" + CHARS + ")\"(?:" + PARAMETER + ")*+ *+");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    private StructuredString() {}

    /** The characters of the string, or empty if {@code fieldValue} is not exactly one such item. */
    static Optional<String> decode(String fieldValue) {
        Matcher item = ITEM.matcher(fieldValue);
        return item.matches() ? Optional.of(ESCAPE.matcher(item.group(1)).replaceAll("$1")) : Optional.empty();
    }
}
