package dev.onefold.spring;

import dev.onefold.http.RecordedResponse;
import dev.onefold.http.RecordedResponse.Field;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;

/**
 * Takes a response as bytes and sends nothing: what is sent is decided after it is stored. Header fields that the
 * filters in front had set stay on the response behind.
 */
final class CapturingResponse extends HttpServletResponseWrapper {

    private static final String CONTENT_TYPE = "Content-Type";

    private final int maxBytes;
    private final CapturedHeaders headers = new CapturedHeaders();
    private final BoundedBytes body = new BoundedBytes();
    private int status = SC_OK;
    private @Nullable Charset charset;
    private @Nullable PrintWriter writer;
    private @Nullable String error;
    private boolean hasError;

    CapturingResponse(HttpServletResponse response, int maxBytes) {
        super(response);
        this.maxBytes = maxBytes;
    }

    /** What was written so far, with all its header fields. */
    RecordedResponse recorded() {
        if (writer != null) {
            writer.flush();
        }
        if (isBareError()) {
            return problem();
        }
        List<Field> kept = headers.stream()
                .filter(field -> !field.name().equalsIgnoreCase("Content-Length")
                        && !field.name().equalsIgnoreCase("Transfer-Encoding"))
                .toList();
        return RecordedResponse.of(status, kept, body.toByteArray());
    }

    /** The header fields that stand for those of the response behind; all others come beside them. */
    Set<String> replaced() {
        Set<String> names = headers.replaced();
        if (isBareError()) {
            problem().fields().forEach(field -> names.add(field.name()));
        }
        return names;
    }

    private boolean isBareError() {
        return hasError && body.size() == 0;
    }

    /** The container would make a page of its own after we are done; a record needs bytes now. */
    private RecordedResponse problem() {
        HttpStatus known = HttpStatus.resolve(status);
        String title = known == null ? "Error" : known.getReasonPhrase();
        String detail = error == null || error.isBlank() ? title : error;
        return dev.onefold.http.Problem.of(URI.create("about:blank"), status, title, detail)
                .toResponse();
    }

    @Override
    public void setStatus(int sc) {
        status = sc;
    }

    @Override
    public int getStatus() {
        return status;
    }

    @Override
    public void sendError(int sc) {
        sendError(sc, null);
    }

    @Override
    public void sendError(int sc, @Nullable String message) {
        resetBuffer();
        status = sc;
        error = message;
        hasError = true;
    }

    @Override
    public void sendRedirect(String location) {
        sendRedirect(location, SC_FOUND, true);
    }

    @Override
    public void sendRedirect(String location, boolean clearBuffer) {
        sendRedirect(location, SC_FOUND, clearBuffer);
    }

    @Override
    public void sendRedirect(String location, int sc) {
        sendRedirect(location, sc, true);
    }

    @Override
    public void sendRedirect(String location, int sc, boolean clearBuffer) {
        if (clearBuffer) {
            resetBuffer();
        }
        status = sc;
        headers.set("Location", location);
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return body;
    }

    @Override
    public PrintWriter getWriter() {
        if (writer == null) {
            writer = new PrintWriter(new OutputStreamWriter(body, Charset.forName(getCharacterEncoding())));
        }
        return writer;
    }

    @Override
    public String getCharacterEncoding() {
        return charset == null ? StandardCharsets.ISO_8859_1.name() : charset.name();
    }

    @Override
    public void setCharacterEncoding(@Nullable String encoding) {
        setCharacterEncoding(encoding == null ? null : Charset.forName(encoding));
    }

    @Override
    public void setCharacterEncoding(@Nullable Charset encoding) {
        charset = encoding;
        String type = headers.first(CONTENT_TYPE);
        if (type != null && charset != null) {
            headers.set(CONTENT_TYPE, new MediaType(MediaType.parseMediaType(type), charset).toString());
        }
    }

    @Override
    public void setContentType(@Nullable String type) {
        if (type == null) {
            headers.remove(CONTENT_TYPE);
            return;
        }
        MediaType parsed = MediaType.parseMediaType(type);
        if (parsed.getCharset() != null) {
            charset = parsed.getCharset();
        } else if (charset != null) {
            headers.set(CONTENT_TYPE, new MediaType(parsed, charset).toString());
            return;
        }
        headers.set(CONTENT_TYPE, type);
    }

    @Override
    public @Nullable String getContentType() {
        return getHeader(CONTENT_TYPE);
    }

    @Override
    public void setTrailerFields(Supplier<Map<String, String>> fields) {
        throw new IllegalStateException(
                "The response of an @Idempotent handler has no trailer: it could not be replayed");
    }

    @Override
    public void setContentLength(int length) {
        // belongs to the connection that the response will be sent on
    }

    @Override
    public void setContentLengthLong(long length) {
        // as above
    }

    @Override
    public void setLocale(Locale locale) {
        headers.set("Content-Language", locale.toLanguageTag());
    }

    @Override
    public void setBufferSize(int size) {
        // the whole response is the buffer
    }

    @Override
    public void flushBuffer() {
        // nothing is sent before it is stored
    }

    @Override
    public void resetBuffer() {
        body.reset();
        writer = null;
    }

    @Override
    public void reset() {
        resetBuffer();
        headers.clear();
        charset = null;
        status = SC_OK;
        hasError = false;
    }

    @Override
    public boolean isCommitted() {
        return false;
    }

    @Override
    public void addCookie(Cookie cookie) {
        ResponseCookie.ResponseCookieBuilder built = ResponseCookie.from(cookie.getName(), cookie.getValue())
                .maxAge(cookie.getMaxAge())
                .secure(cookie.getSecure())
                .httpOnly(cookie.isHttpOnly());
        if (cookie.getPath() != null) {
            built.path(cookie.getPath());
        }
        if (cookie.getDomain() != null) {
            built.domain(cookie.getDomain());
        }
        if (cookie.getAttribute("SameSite") != null) {
            built.sameSite(cookie.getAttribute("SameSite"));
        }
        headers.add("Set-Cookie", built.build().toString());
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
        if (name.equalsIgnoreCase(CONTENT_TYPE)) {
            setContentType(value);
        } else if (value == null) {
            headers.remove(name);
        } else {
            headers.set(name, value);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (name.equalsIgnoreCase(CONTENT_TYPE)) {
            setContentType(value);
        } else {
            headers.add(name, value);
        }
    }

    @Override
    public void setIntHeader(String name, int value) {
        setHeader(name, Integer.toString(value));
    }

    @Override
    public void addIntHeader(String name, int value) {
        addHeader(name, Integer.toString(value));
    }

    @Override
    public void setDateHeader(String name, long date) {
        setHeader(name, httpDate(date));
    }

    @Override
    public void addDateHeader(String name, long date) {
        addHeader(name, httpDate(date));
    }

    private static String httpDate(long epochMillis) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.ofEpochMilli(epochMillis).atOffset(ZoneOffset.UTC));
    }

    @Override
    public boolean containsHeader(String name) {
        return getHeader(name) != null;
    }

    @Override
    public @Nullable String getHeader(String name) {
        String captured = headers.first(name);
        return captured == null ? super.getHeader(name) : captured;
    }

    @Override
    public Collection<String> getHeaders(String name) {
        List<String> values = headers.all(name);
        return values.isEmpty() ? super.getHeaders(name) : values;
    }

    @Override
    public Collection<String> getHeaderNames() {
        List<String> names = headers.names();
        return names.isEmpty() ? super.getHeaderNames() : names;
    }

    /** The body so far. More than may be recorded fails the handler, which undoes what it did. */
    private final class BoundedBytes extends ServletOutputStream {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        int size() {
            return bytes.size();
        }

        byte[] toByteArray() {
            return bytes.toByteArray();
        }

        void reset() {
            bytes.reset();
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("The response of an @Idempotent handler is written without a listener");
        }

        @Override
        public void write(int b) {
            check(1);
            bytes.write(b);
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            check(length);
            bytes.write(from, offset, length);
        }

        private void check(int more) {
            if (more > maxBytes - bytes.size()) {
                throw new ResponseTooLargeException(maxBytes);
            }
        }
    }
}
