package dev.onefold.client;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends with the JDK's {@link HttpClient}, over HTTP/1.1 or HTTP/2. Give it a client that follows no redirects, which is its
 * default: a redirected request is sent to somebody else.
 */
public final class HttpTransport implements Transport {

    private static final int MOST_BYTES = 100 << 20;

    private final HttpClient http;
    private final int mostAnswerBytes;

    private HttpTransport(HttpClient http, int mostAnswerBytes) {
        this.http = http;
        this.mostAnswerBytes = mostAnswerBytes;
    }

    /**
     * A transport that keeps up to 1 MiB of an answer.
     *
     * @throws IllegalArgumentException if the client follows redirects
     */
    public static HttpTransport over(HttpClient http) {
        if (http.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException(
                    "A client that follows redirects would send a request, with its key, elsewhere");
        }
        return new HttpTransport(http, 1 << 20);
    }

    /**
     * How much of an answer's body is kept; the rest is cut.
     *
     * @param most 1 byte to 100 MiB
     */
    public HttpTransport keepAtMostBytes(int most) {
        Limits.check("most", most, 1, MOST_BYTES);
        return new HttpTransport(http, most);
    }

    @Override
    public Answer send(Request request, Duration atMost) throws IOException, InterruptedException {
        HttpRequest.Builder built = HttpRequest.newBuilder(request.uri())
                .timeout(atMost)
                .method(request.method(), BodyPublishers.ofByteArray(request.body()));
        request.fields().forEach(field -> built.header(field.name(), field.value()));
        HttpResponse<BoundedBody.Read> response = wholeAnswer(built.build(), atMost);
        BoundedBody.Read body = response.body();
        return new Answer(response.statusCode(), response.headers().map(), body.bytes(), body.isAll());
    }

    /** The JDK's own timeout ends with the header, so a body that stalls needs another. */
    private HttpResponse<BoundedBody.Read> wholeAnswer(HttpRequest request, Duration atMost)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<BoundedBody.Read>> answer =
                http.sendAsync(request, head -> new BoundedBody(mostAnswerBytes));
        try {
            return answer.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new HttpTimeoutException("No whole answer within " + atMost);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException(failed.getCause());
        } finally {
            answer.cancel(true);
        }
    }
}
