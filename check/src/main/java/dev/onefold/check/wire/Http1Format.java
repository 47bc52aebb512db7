package dev.onefold.check.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** A request as the bytes of RFC 9112. */
final class Http1Format {

    private static final Set<String> WITHOUT_CONTENT = Set.of("GET", "HEAD", "OPTIONS", "TRACE", "DELETE", "CONNECT");

    private Http1Format() {}

    /**
     * @param bytes header and body
     * @param headerLength how many of them are the header
     */
    record Written(Bytes bytes, int headerLength) {}

    /** An array that is only read. */
    @SuppressWarnings("ArrayRecordComponent")
    record Bytes(byte[] array) {}

    static Written write(WireRequest request, Origin origin) {
        StringBuilder head = new StringBuilder();
        head.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
        if (!request.has("Host")) {
            head.append("Host: ").append(origin.authority()).append("\r\n");
        }
        request.headers().forEach(header -> head.append(header).append("\r\n"));
        boolean chunked = isChunked(request);
        if (!chunked && !request.has("Content-Length") && hasContent(request)) {
            head.append("Content-Length: ").append(request.body().length()).append("\r\n");
        }
        head.append("\r\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        int headerLength = bytes.size();
        if (chunked) {
            writeChunk(bytes, request.body());
        } else {
            bytes.writeBytes(request.body().bytes());
        }
        return new Written(new Bytes(bytes.toByteArray()), headerLength);
    }

    private static void writeChunk(ByteArrayOutputStream bytes, Body body) {
        if (!body.isEmpty()) {
            bytes.writeBytes((Integer.toHexString(body.length()) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            bytes.writeBytes(body.bytes());
            bytes.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        bytes.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    static boolean isChunked(WireRequest request) {
        return request.headers().stream()
                .anyMatch(header -> header.is("Transfer-Encoding")
                        && header.value().toLowerCase(Locale.ROOT).contains("chunked"));
    }

    static boolean hasContent(WireRequest request) {
        return !request.body().isEmpty() || !WITHOUT_CONTENT.contains(request.method());
    }
}
