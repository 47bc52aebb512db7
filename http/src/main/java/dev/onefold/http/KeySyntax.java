package dev.onefold.http;

import java.util.List;
import java.util.Optional;

/**
 * What is accepted as a key. Quoted and bare spellings of the same characters are the same key.
 *
 * @param minChars the shortest key after decoding, at least 1
 * @param maxChars the longest key after decoding, at most 255
 * @param strict whether only the quoted form of RFC 9651 is accepted; else visible ASCII without
 *     {@code " \ , ;} is a key as well, which is what nearly every client sends
 */
public record KeySyntax(int minChars, int maxChars, boolean strict) {

    /** The longest field line that is looked at. */
    static final int MAX_LINE_CHARS = 1024;

    private static final int DEFAULT_MIN_CHARS = 16;
    private static final int LONGEST_KEY_CHARS = 255;

    public KeySyntax {
        if (minChars < 1 || maxChars > LONGEST_KEY_CHARS || minChars > maxChars) {
            throw new IllegalArgumentException(
                    "Keys have 1 to 255 characters, so " + minChars + " to " + maxChars + " cannot be asked for");
        }
    }

    /** Quoted or bare, 16 to 255 characters. */
    public static KeySyntax lenient() {
        return new KeySyntax(DEFAULT_MIN_CHARS, LONGEST_KEY_CHARS, false);
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
        return key.map(decoded -> bounded(decoded, value)).orElseGet(() -> new KeyHeader.Invalid(expectedForm()));
    }

    private Optional<String> bare(String value) {
        boolean accepted = value.isEmpty() || (!strict && value.chars().allMatch(KeySyntax::isBare));
        return accepted ? Optional.of(value) : Optional.empty();
    }

    private KeyHeader bounded(String key, String received) {
        if (key.isBlank()) {
            return new KeyHeader.Invalid("The key is empty.");
        }
        if (key.length() < minChars || key.length() > maxChars) {
            return new KeyHeader.Invalid("A key has " + minChars + " to " + maxChars + " characters.");
        }
        return new KeyHeader.Valid(key, received);
    }

    private String expectedForm() {
        String quoted = "The key is one quoted string of ASCII as in RFC 9651";
        return strict
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
