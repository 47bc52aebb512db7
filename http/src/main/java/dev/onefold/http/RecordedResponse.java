package dev.onefold.http;

import dev.onefold.Content;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A response as it was rendered: status, header fields in order and the bytes of the body before any content coding.
 * Immutable. It is stored as the message that RFC 9112 defines, so that any tool can read a row and no class of the
 * application is needed to replay one.
 */
public final class RecordedResponse {

    /** The media type of the stored form. */
    public static final String MEDIA_TYPE = "message/http";

    private final int status;
    private final List<Field> fields;
    private final byte[] body;

    private RecordedResponse(int status, List<Field> fields, byte[] body) {
        this.status = status;
        this.fields = fields;
        this.body = body;
    }

    /**
     * One header field.
     *
     * @param name as written; compared without regard to case
     * @param value without outer whitespace, of characters that a field can carry as octets
     */
    public record Field(String name, String value) {

        /** Refuses what could be read as more than one line of a message. */
        public Field {
            value = value.strip();
            FieldSyntax.check(name, value);
        }

        boolean isNamed(String other) {
            return name.equalsIgnoreCase(other);
        }
    }

    /**
     * A response of which nothing is known but this. Takes the array as it is: the caller must not change it afterwards.
     *
     * @param status of a final response, 200 to 599
     * @param fields without those that frame a message ({@code Content-Length}, {@code Transfer-Encoding}): they belong
     *     to a connection
     */
    public static RecordedResponse of(int status, List<Field> fields, byte[] body) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("A final response has a status of 200 to 599, not " + status);
        }
        for (Field field : fields) {
            if (field.isNamed(FieldSyntax.CONTENT_LENGTH) || field.isNamed("Transfer-Encoding")) {
                throw new IllegalArgumentException(field.name() + " belongs to a connection and is not recorded");
            }
        }
        return new RecordedResponse(status, List.copyOf(fields), body);
    }

    /**
     * Reads what {@link #toContent} wrote.
     *
     * @throws UnreadableResponseException if the content is anything else
     */
    public static RecordedResponse of(Content stored) {
        return MessageFormat.read(stored);
    }

    /** The stored form: a status line, header lines, an empty line and the body. */
    public Content toContent() {
        return Content.of(MEDIA_TYPE, MessageFormat.write(this));
    }

    public int status() {
        return status;
    }

    /** The header fields in order; a name may come more than once. */
    public List<Field> fields() {
        return fields;
    }

    /** The first value of a header field. */
    public Optional<String> header(String name) {
        for (Field field : fields) {
            if (field.isNamed(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    /** The body itself, not a copy: the caller must not change it. */
    public byte[] body() {
        return body;
    }

    /** This response with that field instead of all of its name. */
    RecordedResponse with(String name, String value) {
        List<Field> changed = new ArrayList<>(fields);
        changed.removeIf(field -> field.isNamed(name));
        changed.add(new Field(name, value));
        return new RecordedResponse(status, List.copyOf(changed), body);
    }

    RecordedResponse withStatus(int other) {
        return new RecordedResponse(other, fields, body);
    }

    RecordedResponse withOnly(List<Field> kept) {
        return new RecordedResponse(status, List.copyOf(kept), body);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordedResponse that
                && status == that.status
                && fields.equals(that.fields)
                && Arrays.equals(body, that.body);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * status + fields.hashCode()) + Arrays.hashCode(body);
    }

    /** Tells status and sizes only: answers do not belong in logs. */
    @Override
    public String toString() {
        return status + ", " + fields.size() + " fields, " + body.length + " bytes";
    }
}
