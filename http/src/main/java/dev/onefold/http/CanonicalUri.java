package dev.onefold.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One spelling for equivalent paths and queries. Only what RFC 3986 (6.2.2) calls equivalent is merged: the case of an
 * escape's digits, and escapes of unreserved characters. {@code +} and {@code %20}, {@code a} and {@code a=} stay
 * different, since applications may tell them apart and a false mismatch does no harm where a false match would.
 */
final class CanonicalUri {

    /** A name and, if there was an equals sign, its value. */
    record Pair(String name, @Nullable String value) {}

    private CanonicalUri() {}

    static String path(String path) {
        return normalized(path);
    }

    /** Sorted by name; pairs of one name keep their order. */
    static List<Pair> query(@Nullable String query) {
        if (query == null) {
            return List.of();
        }
        List<Pair> pairs = new ArrayList<>();
        int start = 0;
        while (start <= query.length()) {
            int end = query.indexOf('&', start);
            end = end < 0 ? query.length() : end;
            if (end > start) {
                pairs.add(pair(query.substring(start, end)));
            }
            start = end + 1;
        }
        pairs.sort(Comparator.comparing(Pair::name));
        return pairs;
    }

    private static Pair pair(String text) {
        int equals = text.indexOf('=');
        return equals < 0
                ? new Pair(normalized(text), null)
                : new Pair(normalized(text.substring(0, equals)), normalized(text.substring(equals + 1)));
    }

    private static String normalized(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            if (isEscape(text, at)) {
                appendEscape(out, text.substring(at, at + 3));
                at += 3;
            } else {
                out.append(text.charAt(at++));
            }
        }
        return out.toString();
    }

    private static boolean isEscape(String text, int at) {
        return text.charAt(at) == '%'
                && at + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(at + 1))
                && HexFormat.isHexDigit(text.charAt(at + 2));
    }

    private static void appendEscape(StringBuilder out, String escape) {
        char decoded = (char) HexFormat.fromHexDigits(escape, 1, 3);
        if (isUnreserved(decoded)) {
            out.append(decoded);
        } else {
            out.append(escape.toUpperCase(Locale.ROOT));
        }
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0;
    }
}
