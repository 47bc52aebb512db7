package dev.onefold.check.subject;

import dev.onefold.check.wire.Body;
import dev.onefold.check.wire.Header;
import dev.onefold.check.wire.Origin;
import dev.onefold.check.wire.WireRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * A request in which an intent is still to be filled in.
 *
 * @param method request method, in capitals
 * @param origin where it goes
 * @param path path and query
 * @param headers header lines
 * @param body may be empty
 */
public record Call(String method, Origin origin, Template path, List<HeaderTemplate> headers, Template body) {

    private static final Intent EXAMPLE = new Intent(0, "ref", "key", new UUID(0, 0), Map.of());

    /**
     * A header line of a call.
     *
     * @param name field name
     * @param value field value
     */
    public record HeaderTemplate(String name, Template value) {}

    /** Copies the headers. */
    public Call {
        headers = List.copyOf(headers);
    }

    /**
     * A call without headers and body.
     *
     * @param method request method
     * @param url absolute, of {@code http} or {@code https}; may have placeholders after the host
     * @throws UnusableException if it is no such URL
     */
    public static Call of(String method, String url) {
        // placeholders are no characters of a URL
        int path = url.indexOf('/', url.indexOf("://") + 3);
        int query = url.indexOf('?');
        int end = path >= 0 ? path : query >= 0 ? query : url.length();
        try {
            Origin origin = Origin.of(URI.create(url.substring(0, end)));
            String rest = url.substring(end).replaceFirst("#.*", "");
            Template template = new Template(rest.startsWith("/") ? rest : "/" + rest);
            Call call = new Call(method.toUpperCase(Locale.ROOT), origin, template, List.of(), new Template(""));
            // what a request must look like is known by the request
            call.request(EXAMPLE);
            return call;
        } catch (IllegalArgumentException e) {
            throw new UnusableException(method + " " + url + ": " + e.getMessage());
        }
    }

    /** This call with one more header line, written {@code Name: value}. */
    public Call withHeader(String line) {
        int colon = line.indexOf(':');
        if (colon < 1) {
            throw new UnusableException("not a header line like 'Name: value': " + line);
        }
        return withHeader(
                line.substring(0, colon).strip(), line.substring(colon + 1).strip());
    }

    /** This call with one more header line. */
    public Call withHeader(String name, String value) {
        List<HeaderTemplate> more = new ArrayList<>(headers);
        more.add(new HeaderTemplate(name, new Template(value)));
        return new Call(method, origin, path, more, body);
    }

    /** This call without any line of a field. */
    public Call withoutHeader(String name) {
        return new Call(
                method,
                origin,
                path,
                headers.stream()
                        .filter(header -> !header.name().equalsIgnoreCase(name))
                        .toList(),
                body);
    }

    /** This call with another body. */
    public Call withBody(String text) {
        return new Call(method, origin, path, headers, new Template(text));
    }

    /** Whether there is a line of this field. */
    public boolean has(String name) {
        return headers.stream().anyMatch(header -> header.name().equalsIgnoreCase(name));
    }

    /** The request of an intent. */
    public WireRequest request(Intent intent) {
        try {
            return new WireRequest(
                    method,
                    path.fill(intent),
                    headers.stream()
                            .map(header ->
                                    new Header(header.name(), header.value().fill(intent)))
                            .toList(),
                    Body.of(body.fill(intent)));
        } catch (IllegalArgumentException e) {
            throw new UnusableException(String.valueOf(e.getMessage()));
        }
    }

    /** The URL of an intent's request. */
    public String url(Intent intent) {
        return origin + path.fill(intent);
    }

    @Override
    public String toString() {
        return method + " " + origin + path;
    }
}
