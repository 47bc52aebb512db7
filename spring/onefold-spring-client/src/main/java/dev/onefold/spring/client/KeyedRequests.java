package dev.onefold.spring.client;

import dev.onefold.client.Answer;
import dev.onefold.client.OnefoldClient;
import dev.onefold.client.Request;
import dev.onefold.client.Result;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.support.HttpRequestWrapper;

/**
 * Sends POST and PATCH requests as intents of an {@link OnefoldClient}: stored before the first attempt, repeated with the same
 * key and bytes. The intent is the one of the {@link IntentScope}, or a new one for each request. Requests that have a key
 * already, and those of other methods, pass as they are.
 *
 * <pre>{@code
 * RestClient.builder().requestInterceptor(KeyedRequests.of(client))
 * }</pre>
 *
 * <p>Put it last, so that interceptors before it see one request and one response, and give the request factory timeouts:
 * they bound an attempt. Of the header only {@code Content-Type} and {@code Accept} are stored, and sent again by
 * {@link OnefoldClient#resume}; the rest, such as {@code Authorization}, is sent with the attempts of this call.
 */
public final class KeyedRequests implements ClientHttpRequestInterceptor {

    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.POST, HttpMethod.PATCH);
    private static final List<String> STORED = List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.ACCEPT);
    private static final int MOST_BYTES = 10 << 20;

    private final OnefoldClient client;
    private final String keyHeader;

    private KeyedRequests(OnefoldClient client, String keyHeader) {
        this.client = client;
        this.keyHeader = keyHeader;
    }

    /** Requests with the key in the header of this client. */
    public static KeyedRequests of(OnefoldClient client) {
        return new KeyedRequests(client, client.keyHeader());
    }

    /**
     * The decisive answer, as the response to the request.
     *
     * @throws OutcomeUnknownException if no attempt decided
     * @throws dev.onefold.client.IntentChangedException if the intent has another request
     */
    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        if (!METHODS.contains(request.getMethod()) || request.getHeaders().containsHeader(keyHeader)) {
            return execution.execute(request, body);
        }
        String id = IntentScope.current().orElseGet(() -> UUID.randomUUID().toString());
        Result result = client.through((attempt, atMost) -> send(attempt, request, execution))
                .send(id, stored(request, body));
        // a pattern switch would be Java 21
        if (result instanceof Result.Done done) {
            return new Told(done.answer());
        }
        if (result instanceof Result.DoneEarlier earlier) {
            return new Told(earlier.answer());
        }
        if (result instanceof Result.Refused refused) {
            return new Told(refused.answer());
        }
        throw new OutcomeUnknownException((Result.Unknown) result);
    }

    private static Request stored(HttpRequest request, byte[] body) {
        List<Request.Field> fields = new ArrayList<>();
        for (String name : STORED) {
            request.getHeaders().getOrEmpty(name).forEach(value -> fields.add(new Request.Field(name, value)));
        }
        return new Request(request.getMethod().name(), request.getURI(), fields, body);
    }

    private static Answer send(Request attempt, HttpRequest original, ClientHttpRequestExecution execution)
            throws IOException {
        HttpHeaders headers = HttpHeaders.copyOf(original.getHeaders());
        attempt.fields().forEach(field -> headers.set(field.name(), field.value()));
        HttpRequestWrapper keyed = new HttpRequestWrapper(original) {
            @Override
            public HttpHeaders getHeaders() {
                return headers;
            }
        };
        try (ClientHttpResponse response = execution.execute(keyed, attempt.body())) {
            byte[] read = response.getBody().readNBytes(MOST_BYTES);
            boolean isAll = read.length < MOST_BYTES || response.getBody().read() < 0;
            Map<String, List<String>> fields = new HashMap<>();
            response.getHeaders().forEach(fields::put);
            return new Answer(response.getStatusCode().value(), fields, read, isAll);
        }
    }

    /** An answer that was read already. */
    private record Told(Answer answer) implements ClientHttpResponse {

        @Override
        public HttpStatusCode getStatusCode() {
            return HttpStatusCode.valueOf(answer.status());
        }

        @Override
        public String getStatusText() {
            return "";
        }

        @Override
        public HttpHeaders getHeaders() {
            HttpHeaders headers = new HttpHeaders();
            answer.fields().forEach(headers::addAll);
            return headers;
        }

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(answer.body());
        }

        @Override
        public void close() {}
    }
}
