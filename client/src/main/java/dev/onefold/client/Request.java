package dev.onefold.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A request as it is sent: its body is already bytes, so that all attempts send the same. Immutable.
 *
 * <p>What differs between attempts, or must not be stored, is not a part of it: see
 * {@link OnefoldClient.Builder#eachAttempt}.
 */
public final class Request {

    /**
     * A header field.
     *
     * @param name as it is sent; two names that differ in case only are the same field
     * @param value one line
     */
    public record Field(String name, String value) {
        /** A field of one line. */
        public Field {
            if (name.isBlank() || breaksLine(name) || breaksLine(value)) {
                throw new IllegalArgumentException("A header field is a name and one line, which this is not: " + name);
            }
        }

        boolean isNamed(String other) {
            return name.equalsIgnoreCase(other);
        }

        private static boolean breaksLine(String text) {
            return text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0;
        }
    }

    private final String method;
    private final URI uri;
    private final List<Field> fields;
    private final byte[] body;

    /**
     * A request of these parts.
     *
     * @param uri absolute
     * @param body copied
     */
    public Request(String method, URI uri, List<Field> fields, byte[] body) {
        if (!uri.isAbsolute()) {
            throw new IllegalArgumentException("The address must be absolute, unlike " + uri);
        }
        this.method = method.toUpperCase(Locale.ROOT);
        this.uri = uri;
        this.fields = List.copyOf(fields);
        this.body = body.clone();
    }

    /** A POST of these bytes. */
    public static Request post(URI uri, String mediaType, byte[] body) {
        return of("POST", uri, mediaType, body);
    }

    /** A request with that method and these bytes. */
    public static Request of(String method, URI uri, String mediaType, byte[] body) {
        return new Request(method, uri, List.of(new Field("Content-Type", mediaType)), body);
    }

    /** This request with one more header field. */
    public Request with(String name, String value) {
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new Request(method, uri, more, body);
    }

    /** In upper case. */
    public String method() {
        return method;
    }

    /** Where it is sent. */
    public URI uri() {
        return uri;
    }

    /** The header fields, in their order. */
    public List<Field> fields() {
        return fields;
    }

    /** A copy of the body. */
    public byte[] body() {
        return body.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Request request
                && method.equals(request.method)
                && uri.equals(request.uri)
                && fields.equals(request.fields)
                && Arrays.equals(body, request.body);
    }

    @Override
    public int hashCode() {
        return Objects.hash(method, uri, fields, Arrays.hashCode(body));
    }

    /** The method and the address without its query, which may hold what no log should. */
    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }
}
