package dev.onefold.http;

import java.util.function.IntPredicate;

/** What RFC 9110 (5.1, 5.5) lets a header field consist of. */
final class FieldSyntax {

    static final String CONTENT_LENGTH = "Content-Length";

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private FieldSyntax() {}

    static void check(String name, String value) {
        if (!isToken(name)) {
            throw new IllegalArgumentException("The name of a header field is a token of letters, digits and marks");
        }
        if (!isAll(value, FieldSyntax::isFieldChar)) {
            throw new IllegalArgumentException("The value of the header field " + name
                    + " has a character that would end its line or that no octet stands for");
        }
    }

    static boolean isToken(String name) {
        return !name.isEmpty() && isAll(name, FieldSyntax::isTokenChar);
    }

    /** Without a stream: every key and every header field comes through here. */
    static boolean isAll(String text, IntPredicate wanted) {
        for (int i = 0; i < text.length(); i++) {
            if (!wanted.test(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTokenChar(int c) {
        return (c >= '0' && c <= '9')
                || (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || TOKEN_MARKS.indexOf(c) >= 0;
    }

    private static boolean isFieldChar(int c) {
        return c == '\t' || (c >= ' ' && c <= 0xFF && c != 0x7F);
    }
}
