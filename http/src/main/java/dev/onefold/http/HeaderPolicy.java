package dev.onefold.http;

import dev.onefold.http.RecordedResponse.Field;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which header fields are stored with an answer and come back with its replays: an allow-list. What belongs to one
 * exchange, one connection or one session ({@code Date}, {@code Set-Cookie}, {@code Content-Length} …) cannot be put on
 * it. Immutable.
 */
public final class HeaderPolicy {

    private static final Set<String> STANDARD = ignoringCase(
            "Content-Type",
            "Content-Language",
            "Content-Location",
            "Location",
            "ETag",
            "Last-Modified",
            "Link",
            "Preference-Applied",
            "Deprecation",
            "Sunset");

    private static final Set<String> NEVER = ignoringCase(
            // of the exchange
            "Date",
            "Age",
            "Via",
            "Server",
            "Server-Timing",
            "Retry-After",
            "Request-Id",
            "X-Request-Id",
            "traceparent",
            "tracestate",
            "Vary",
            KeyHeader.NAME,
            Answers.REPLAYED,
            // of the connection
            "Connection",
            "Keep-Alive",
            "Transfer-Encoding",
            "Trailer",
            "Upgrade",
            "TE",
            // of the session
            "Set-Cookie",
            "Set-Cookie2",
            "WWW-Authenticate",
            "Authentication-Info",
            // of the coded content
            "Content-Length",
            "Content-Encoding",
            "Content-Digest",
            "Repr-Digest",
            "Signature",
            "Signature-Input",
            // of the outer layers
            "Strict-Transport-Security",
            "Content-Security-Policy",
            "Content-Security-Policy-Report-Only");

    private static final List<String> NEVER_PREFIXES =
            List.of("proxy-", "ratelimit-", "x-ratelimit-", "access-control-");

    private static final HeaderPolicy STANDARD_POLICY = new HeaderPolicy(STANDARD);

    private final Set<String> allowed;

    private HeaderPolicy(Set<String> allowed) {
        this.allowed = allowed;
    }

    /**
     * {@code Content-Type}, {@code Content-Language}, {@code Content-Location}, {@code Location}, {@code ETag},
     * {@code Last-Modified}, {@code Link}, {@code Preference-Applied}, {@code Deprecation} and {@code Sunset}.
     */
    public static HeaderPolicy standard() {
        return STANDARD_POLICY;
    }

    /**
     * This policy and more names.
     *
     * @throws IllegalArgumentException if a name is one that must be made anew for each response
     */
    public HeaderPolicy allowing(String... names) {
        Set<String> more = ignoringCase(names);
        for (String name : more) {
            if (!FieldSyntax.isToken(name)) {
                throw new IllegalArgumentException("Not the name of a header field: '" + name + "'");
            }
            if (isNever(name)) {
                throw new IllegalArgumentException(
                        name + " is never stored or replayed: it belongs to one exchange, connection or session");
            }
        }
        more.addAll(allowed);
        return new HeaderPolicy(Collections.unmodifiableSet(more));
    }

    /** Whether a field of that name is stored and replayed. */
    public boolean stores(String name) {
        return allowed.contains(name);
    }

    RecordedResponse stored(RecordedResponse response) {
        return response.withOnly(
                response.fields().stream().filter(field -> stores(field.name())).toList());
    }

    /** Keeps even a row that someone else wrote from setting a cookie. */
    static RecordedResponse replayed(RecordedResponse response) {
        List<Field> kept = response.fields().stream()
                .filter(field -> !isNever(field.name()))
                .toList();
        return response.withOnly(kept);
    }

    private static boolean isNever(String name) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        return NEVER.contains(name) || NEVER_PREFIXES.stream().anyMatch(lowerCase::startsWith);
    }

    private static Set<String> ignoringCase(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        Collections.addAll(set, names);
        return set;
    }
}
