package dev.onefold;

/**
 * A business or protocol "no" and what to tell the caller.
 *
 * @param code a stable word for programs, 1 to 100 characters, such as {@code insufficient-stock}
 * @param detail what the caller is told; replayed byte for byte
 */
public record Rejection(String code, Content detail) {

    public Rejection {
        if (code.isBlank() || code.length() > 100) {
            throw new IllegalArgumentException("A rejection code has 1 to 100 characters, not: '" + code + "'");
        }
    }

    /** A rejection told in words. */
    public static Rejection of(String code, String detail) {
        return new Rejection(code, Content.text(detail));
    }
}
