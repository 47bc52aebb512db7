package dev.onefold.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is accepted as a key. Quoted and bare spellings of the same characters are the same key.
 *
 * @param minChars the shortest key after decoding, at least 1
 * @param maxChars the longest key after decoding, at most 255
 * @param form what the decoded characters are, and whether they may come bare
 * @param pattern what the whole decoded key must match as well, or null. It is matched against text that the caller
 *     chose: a pattern that backtracks is slow on purpose-made keys, of which the longest has {@code maxChars}
 * @param anyCase whether the spellings of a UUID in upper and lower case are one key; for the forms of UUIDs only
 */
public record KeySyntax(
        int minChars, int maxChars, Form form, @Nullable Pattern pattern, boolean anyCase) {

    /** The characters of a key. */
    public enum Form {
        /** A String of RFC 9651, or bare visible ASCII without {@code " \ , ;}, which is what nearly every client sends. */
        LENIENT("a key of visible ASCII"),
        /** A String of RFC 9651, in double quotes. */
        STRICT("one quoted string of ASCII as in RFC 9651"),
        /** A UUID of any version, quoted or bare. */
        UUID("a UUID"),
        /** A UUID of version 7 (RFC 9562), quoted or bare. */
        UUID_V7("a UUID of version 7");

        private final String words;

        Form(String words) {
            this.words = words;
        }

        private boolean isUuid() {
            return this == UUID || this == UUID_V7;
        }
    }

    /** The longest field line that is looked at. */
    static final int MAX_LINE_CHARS = 1024;

    private static final int DEFAULT_MIN_CHARS = 16;
    private static final int LONGEST_KEY_CHARS = 255;
    private static final int UUID_CHARS = 36;

    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final int AT_VERSION = 14;
    private static final int AT_VARIANT = 19;

    public KeySyntax {
        if (minChars < 1 || maxChars > LONGEST_KEY_CHARS || minChars > maxChars) {
            throw new IllegalArgumentException(
                    "Keys have 1 to 255 characters, so " + minChars + " to " + maxChars + " cannot be asked for");
        }
        if (form.isUuid() && (minChars > UUID_CHARS || maxChars < UUID_CHARS)) {
            throw new IllegalArgumentException(
                    "A UUID has 36 characters, so " + minChars + " to " + maxChars + " leave none");
        }
        if (anyCase && !form.isUuid()) {
            throw new IllegalArgumentException("Only of UUIDs upper and lower case can be one key");
        }
    }

    /** Quoted or bare, 16 to 255 characters. */
    public static KeySyntax lenient() {
        return new KeySyntax(DEFAULT_MIN_CHARS, LONGEST_KEY_CHARS, Form.LENIENT, null, false);
    }

    /** With other bounds of the decoded key's length. */
    public KeySyntax length(int min, int max) {
        return new KeySyntax(min, max, form, pattern, anyCase);
    }

    public KeySyntax form(Form other) {
        return new KeySyntax(minChars, maxChars, other, pattern, anyCase && other.isUuid());
    }

    /** The whole decoded key must match this as well. */
    public KeySyntax matching(Pattern other) {
        return new KeySyntax(minChars, maxChars, form, other, anyCase);
    }

    /** Whether the two cases of a UUID are one key. */
    public KeySyntax anyCase(boolean one) {
        return new KeySyntax(minChars, maxChars, form, pattern, one);
    }

    /**
     * Reads a header.
     *
     * @param lines every field line of the header, none of them joined or split
     */
    public KeyHeader parse(List<String> lines) {
        if (lines.isEmpty()) {
            return new KeyHeader.Missing();
        }
        if (lines.size() > 1) {
            return new KeyHeader.Invalid("The header is sent once, with one key.");
        }
        String line = lines.get(0);
        if (line.length() > MAX_LINE_CHARS) {
            return new KeyHeader.Invalid("The header is longer than " + MAX_LINE_CHARS + " characters.");
        }
        return parse(withoutOuterWhitespace(line));
    }

    private KeyHeader parse(String value) {
        Optional<String> key = value.startsWith("\"") ? StructuredString.decode(value) : bare(value);
        return key.map(decoded -> checked(decoded, value)).orElseGet(() -> new KeyHeader.Invalid(expectedForm()));
    }

    private Optional<String> bare(String value) {
        boolean accepted = value.isEmpty() || (form != Form.STRICT && FieldSyntax.isAll(value, KeySyntax::isBare));
        return accepted ? Optional.of(value) : Optional.empty();
    }

    private KeyHeader checked(String key, String received) {
        if (key.isBlank()) {
            return new KeyHeader.Invalid("The key is empty.");
        }
        if (key.length() < minChars || key.length() > maxChars) {
            return new KeyHeader.Invalid("A key has " + minChars + " to " + maxChars + " characters.");
        }
        if (!isOfForm(key)) {
            return new KeyHeader.Invalid("The key is " + form.words + ".");
        }
        if (pattern != null && !pattern.matcher(key).matches()) {
            return new KeyHeader.Invalid("The key does not have the form that this operation asks for.");
        }
        return new KeyHeader.Valid(anyCase ? key.toLowerCase(Locale.ROOT) : key, received);
    }

    private boolean isOfForm(String key) {
        if (!form.isUuid()) {
            return true;
        }
        boolean uuid = UUID.matcher(key).matches();
        return form == Form.UUID ? uuid : uuid && key.charAt(AT_VERSION) == '7' && isVariant(key.charAt(AT_VARIANT));
    }

    private static boolean isVariant(char c) {
        return "89abAB".indexOf(c) >= 0;
    }

    private String expectedForm() {
        String quoted = "The key is one quoted string of ASCII as in RFC 9651";
        return form == Form.STRICT
                ? quoted + "."
                : quoted + ", or visible ASCII without quotes, backslashes, commas and semicolons.";
    }

    private static boolean isBare(int c) {
        return c > ' ' && c < 0x7F && c != '"' && c != '\\' && c != ',' && c != ';';
    }

    private static String withoutOuterWhitespace(String line) {
        int start = 0;
        int end = line.length();
        while (start < end && isWhitespace(line.charAt(start))) {
            start++;
        }
        while (end > start && isWhitespace(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(start, end);
    }

    private static boolean isWhitespace(char c) {
        return c == ' ' || c == '\t';
    }
}
