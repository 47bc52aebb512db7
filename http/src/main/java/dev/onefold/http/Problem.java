package dev.onefold.http;

import dev.onefold.http.RecordedResponse.Field;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * A problem of RFC 9457. Its {@code type} is what programs may rely on; title and detail are for people. It can be told
 * in the words of others, see {@link ErrorFormat}. Immutable.
 */
public final class Problem {

    /** The media type of the rendered form. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final Set<String> RESERVED = Set.of("type", "status", "title", "detail", "instance");
    private static final String RETRY_AFTER = "Retry-After";

    // all beyond ASCII is escaped, so no text can make the rendering fail
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final URI type;
    private final int status;
    private final String title;
    private final String detail;
    private final Map<String, Object> members;
    private final List<Field> fields;
    private final ErrorFormat format;

    private Problem(
            URI type,
            int status,
            String title,
            String detail,
            Map<String, Object> members,
            List<Field> fields,
            ErrorFormat format) {
        this.type = type;
        this.status = status;
        this.title = title;
        this.detail = detail;
        this.members = members;
        this.fields = fields;
        this.format = format;
    }

    /**
     * A problem without extension members.
     *
     * @param status 400 to 599
     */
    public static Problem of(URI type, int status, String title, String detail) {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("A problem has a status of 400 to 599, not " + status);
        }
        return new Problem(type, status, title, detail, Map.of(), List.of(), ErrorFormat.PROBLEM);
    }

    /** This problem with an extension member. */
    public Problem with(String name, String value) {
        return withMember(name, value);
    }

    /** This problem with an extension member. */
    public Problem with(String name, boolean value) {
        return withMember(name, value);
    }

    /** This problem with an extension member. */
    public Problem with(String name, long value) {
        return withMember(name, value);
    }

    /** This problem with a {@code Retry-After}, in whole seconds rounded up, at least 1, and a member that repeats it. */
    public Problem retryAfter(Duration wait) {
        long seconds = Math.max(1, wait.getNano() > 0 ? wait.getSeconds() + 1 : wait.getSeconds());
        List<Field> more = new ArrayList<>(fields);
        more.removeIf(field -> field.isNamed(RETRY_AFTER));
        more.add(new Field(RETRY_AFTER, Long.toString(seconds)));
        return new Problem(type, status, title, detail, members, List.copyOf(more), format)
                .with("retry_after", seconds);
    }

    private Problem withMember(String name, Object value) {
        if (name.isBlank() || RESERVED.contains(name)) {
            throw new IllegalArgumentException("Not the name of an extension member: '" + name + "'");
        }
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new Problem(type, status, title, detail, Collections.unmodifiableMap(more), fields, format);
    }

    /** This problem in other words. */
    public Problem in(ErrorFormat other) {
        return new Problem(type, status, title, detail, members, fields, other);
    }

    public URI type() {
        return type;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    public String detail() {
        return detail;
    }

    Map<String, Object> members() {
        return members;
    }

    /** Whether the type says anything. */
    boolean hasType() {
        return !type.toString().equals("about:blank");
    }

    /** A word for programs: the last part of the type, or the title of a problem that has none of its own. */
    String code() {
        String text = type.toString();
        if (!hasType()) {
            return title.toLowerCase(Locale.ROOT).replace(' ', '-');
        }
        return text.substring(
                Math.max(text.lastIndexOf('/'), Math.max(text.lastIndexOf('#'), text.lastIndexOf(':'))) + 1);
    }

    /** The response that tells this problem, which no cache may keep. */
    public RecordedResponse toResponse() {
        List<Field> all = new ArrayList<>();
        all.add(new Field("Content-Type", format.mediaType()));
        all.add(new Field("Cache-Control", "no-store"));
        all.addAll(fields);
        all.addAll(format.fields(this));
        return RecordedResponse.of(status, all, toJson());
    }

    private byte[] toJson() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            format.write(this, json);
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    @Override
    public String toString() {
        return status + " " + type;
    }
}
