package dev.onefold.http;

import dev.onefold.Content;
import dev.onefold.http.RecordedResponse.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Responses as messages of RFC 9112. Writes without a reason phrase, and a {@code Content-Length} as the last field of
 * a message that has a body; reads nothing but what it writes, so that a cut or foreign row is found out.
 */
final class MessageFormat {

    private static final String LINE_END = "\r\n";
    private static final byte[] HEAD_END = (LINE_END + LINE_END).getBytes(StandardCharsets.ISO_8859_1);
    private static final int USUAL_HEAD_CHARS = 256;
    private static final String VERSION = "HTTP/1.1 ";
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 ([2-5][0-9]{2}) ");
    private static final Pattern LENGTH = Pattern.compile("[1-9][0-9]{0,9}");

    private MessageFormat() {}

    static byte[] write(RecordedResponse response) {
        StringBuilder head = new StringBuilder(USUAL_HEAD_CHARS)
                .append(VERSION)
                .append(response.status())
                .append(' ');
        for (Field field : response.fields()) {
            head.append(LINE_END).append(field.name()).append(": ").append(field.value());
        }
        byte[] body = response.body();
        if (body.length > 0) {
            head.append(LINE_END)
                    .append(FieldSyntax.CONTENT_LENGTH)
                    .append(": ")
                    .append(body.length);
        }
        head.append(LINE_END).append(LINE_END);
        byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] message = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, message, start.length, body.length);
        return message;
    }

    static RecordedResponse read(Content stored) {
        if (!stored.mediaType().equals(RecordedResponse.MEDIA_TYPE)) {
            throw new UnreadableResponseException("its media type is not " + RecordedResponse.MEDIA_TYPE);
        }
        byte[] message = stored.bytes();
        int headEnd = headEnd(message);
        String[] lines = new String(message, 0, headEnd, StandardCharsets.ISO_8859_1).split(LINE_END, -1);
        List<Field> fields = fields(lines);
        byte[] body = Arrays.copyOfRange(message, headEnd + HEAD_END.length, message.length);
        if (takeLength(fields) != body.length) {
            throw new UnreadableResponseException("its body has not the length that its head tells");
        }
        try {
            return RecordedResponse.of(status(lines[0]), fields, body);
        } catch (IllegalArgumentException e) {
            throw new UnreadableResponseException("it has a header field that is never recorded");
        }
    }

    private static int headEnd(byte[] message) {
        for (int at = 0; at + HEAD_END.length <= message.length; at++) {
            if (Arrays.equals(message, at, at + HEAD_END.length, HEAD_END, 0, HEAD_END.length)) {
                return at;
            }
        }
        throw new UnreadableResponseException("no empty line ends its head");
    }

    private static int status(String line) {
        Matcher status = STATUS_LINE.matcher(line);
        if (!status.matches()) {
            throw new UnreadableResponseException("it has no status line");
        }
        return Integer.parseInt(status.group(1));
    }

    private static List<Field> fields(String[] lines) {
        List<Field> fields = new ArrayList<>();
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            fields.add(field(line));
        }
        return fields;
    }

    private static Field field(String line) {
        int colon = line.indexOf(": ");
        if (colon < 0) {
            throw new UnreadableResponseException("a line of its head is no header field");
        }
        String value = line.substring(colon + 2);
        try {
            Field field = new Field(line.substring(0, colon), value);
            if (field.value().equals(value)) {
                return field;
            }
        } catch (IllegalArgumentException e) {
            throw new UnreadableResponseException("a header field of it is malformed");
        }
        throw new UnreadableResponseException("a header field of it has outer whitespace");
    }

    /** Removes the length, which is the last field if there is a body, and returns it. */
    private static long takeLength(List<Field> fields) {
        int last = fields.size() - 1;
        if (last < 0 || !fields.get(last).isNamed(FieldSyntax.CONTENT_LENGTH)) {
            return 0;
        }
        String length = fields.remove(last).value();
        return LENGTH.matcher(length).matches() ? Long.parseLong(length) : -1;
    }
}
