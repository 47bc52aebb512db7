package dev.onefold.spring;

import dev.onefold.http.RecordedResponse;
import dev.onefold.http.RecordedResponse.Field;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/** Writes response entities with the application's message converters, without a request to negotiate with. */
final class ReplyWriter {

    private final Supplier<RequestMappingHandlerAdapter> adapter;

    ReplyWriter(Supplier<RequestMappingHandlerAdapter> adapter) {
        this.adapter = adapter;
    }

    /**
     * The response as Spring would write it.
     *
     * @param path of the request, which a problem names unless it names something else
     * @throws ResponseTooLargeException if its body is longer
     */
    RecordedResponse write(ResponseEntity<?> entity, String path, int maxBytes)
            throws IOException, ResponseTooLargeException {
        Written written = new Written();
        written.headers.putAll(entity.getHeaders());
        Object body = entity.getBody();
        if (body != null) {
            write(body, path, written);
        }
        if (written.body.size() > maxBytes) {
            throw new ResponseTooLargeException(maxBytes);
        }
        List<Field> fields = new ArrayList<>();
        written.headers.forEach((name, values) -> {
            if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)
                    && !name.equalsIgnoreCase(HttpHeaders.TRANSFER_ENCODING)) {
                values.forEach(value -> fields.add(new Field(name, value)));
            }
        });
        return RecordedResponse.of(entity.getStatusCode().value(), fields, written.body.toByteArray());
    }

    private void write(Object body, String path, Written to) throws IOException {
        if (body instanceof ProblemDetail problem && problem.getInstance() == null) {
            problem.setInstance(URI.create(path));
        }
        MediaType named = to.headers.getContentType();
        MediaType type = named == null ? usual(body) : named;
        for (HttpMessageConverter<?> each : adapter.get().getMessageConverters()) {
            if (each.canWrite(body.getClass(), type)) {
                write(each, body, type, to);
                return;
            }
        }
        throw new IllegalStateException("No message converter writes a " + body.getClass() + " as " + type);
    }

    private static MediaType usual(Object body) {
        return body instanceof ProblemDetail ? MediaType.APPLICATION_PROBLEM_JSON : MediaType.APPLICATION_JSON;
    }

    @SuppressWarnings("unchecked") // it said that it can
    private static void write(HttpMessageConverter<?> converter, Object body, @Nullable MediaType type, Written to)
            throws IOException {
        ((HttpMessageConverter<Object>) converter).write(body, type, to);
    }

    private static final class Written implements HttpOutputMessage {

        private final HttpHeaders headers = new HttpHeaders();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();

        @Override
        public OutputStream getBody() {
            return body;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }
    }
}
