package dev.onefold.check.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads answers of RFC 9112, plainly: what is not understood is no HTTP. */
final class Http1Reader {

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-9][0-9]{2})( .*)?");
    private static final int SWITCHING_PROTOCOLS = 101;

    private final InputStream in;
    private final Limits limits;
    private int headerBytesLeft;
    private boolean reusable = true;

    Http1Reader(InputStream in, Limits limits) {
        this.in = in;
        this.limits = limits;
        this.headerBytesLeft = limits.headerBytes();
    }

    /** Whether the connection can carry another exchange after the answer. */
    boolean reusable() {
        return reusable;
    }

    /** Reads the final answer; interim ones are passed over. */
    WireResponse read(String method) throws IOException {
        headerBytesLeft = limits.headerBytes();
        while (true) {
            String line = line();
            Matcher matcher = STATUS_LINE.matcher(line);
            if (!matcher.matches()) {
                throw new NotHttpException("not an HTTP/1.1 status line: " + shortened(line));
            }
            int status = Integer.parseInt(matcher.group(1));
            List<Header> headers = headers();
            if (status / 100 == 1 && status != SWITCHING_PROTOCOLS) {
                continue;
            }
            WireResponse head = new WireResponse(Protocol.HTTP_1_1, status, headers, Body.EMPTY);
            reusable = line.startsWith("HTTP/1.1")
                    && head.headers("Connection").stream()
                            .noneMatch(value -> value.toLowerCase(Locale.ROOT).contains("close"));
            return new WireResponse(Protocol.HTTP_1_1, status, headers, body(method, head));
        }
    }

    private List<Header> headers() throws IOException {
        List<Header> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new NotHttpException("not a header line: " + shortened(line));
            }
            headers.add(new Header(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return headers;
    }

    private Body body(String method, WireResponse head) throws IOException {
        int status = head.status();
        if (method.equals("HEAD") || status == 204 || status == 304 || status == SWITCHING_PROTOCOLS) {
            return Body.EMPTY;
        }
        if (head.headers("Transfer-Encoding").stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("chunked"))) {
            return chunks();
        }
        Optional<String> length = head.header("Content-Length");
        if (length.isPresent()) {
            return Body.of(exactly(size(length.get(), 10)));
        }
        reusable = false;
        byte[] rest = in.readNBytes(limits.bodyBytes() + 1);
        requireSize(rest.length);
        return Body.of(rest);
    }

    private Body chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            headerBytesLeft = limits.headerBytes();
            int size = size(line().replaceFirst(";.*", "").strip(), 16);
            if (size == 0) {
                headers();
                return Body.of(body.toByteArray());
            }
            requireSize(body.size() + (long) size);
            body.writeBytes(exactly(size));
            if (!line().isEmpty()) {
                throw new NotHttpException("a chunk is longer than it says");
            }
        }
    }

    private byte[] exactly(int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("closed after " + bytes.length + " of " + size + " bytes of the body");
        }
        return bytes;
    }

    private int size(String digits, int radix) throws NotHttpException {
        try {
            long size = Long.parseLong(digits, radix);
            requireSize(size);
            return (int) size;
        } catch (NumberFormatException e) {
            throw new NotHttpException("not a length: " + shortened(digits));
        }
    }

    private void requireSize(long size) throws NotHttpException {
        if (size < 0 || size > limits.bodyBytes()) {
            throw new NotHttpException("a body of more than " + limits.bodyBytes() + " bytes");
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException(line.size() == 0 ? "closed without an answer" : "closed within the header");
            }
            if (--headerBytesLeft < 0) {
                throw new NotHttpException("a header of more than " + limits.headerBytes() + " bytes");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }
}
