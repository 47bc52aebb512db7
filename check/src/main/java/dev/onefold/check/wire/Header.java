package dev.onefold.check.wire;

/**
 * One header line. Each character of it is one byte on the wire (ISO 8859-1), so control characters and the bytes of UTF-8
 * can be sent; only what would end the line is refused.
 *
 * @param name field name
 * @param value field value, as it is written
 */
public record Header(String name, String value) {

    private static final char HIGHEST = 0xFF;

    /** Refuses an empty name, CR, LF, and characters that are no single byte. */
    public Header {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a header has a name");
        }
        requireOneLine(name);
        requireOneLine(value);
    }

    private static void requireOneLine(String text) {
        if (text.chars().anyMatch(character -> character == '\r' || character == '\n' || character > HIGHEST)) {
            throw new IllegalArgumentException("not one line of single bytes: " + text);
        }
    }

    /** Whether it is a line of this field. */
    public boolean is(String field) {
        return name.equalsIgnoreCase(field);
    }

    @Override
    public String toString() {
        return name + ": " + value;
    }
}
