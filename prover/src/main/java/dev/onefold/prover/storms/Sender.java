package dev.onefold.prover.storms;

import dev.onefold.prover.nodes.Node;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Sends calls, each until it has a final answer or its time is up. */
final class Sender {

    static final int ANSWER_DEADLINE_SECONDS = 60;
    private static final int REQUEST_TIMEOUT_SECONDS = 40;
    private static final int CONNECT_TIMEOUT_SECONDS = 5;
    private static final int FIRST_PAUSE_MILLIS = 15;
    private static final int LONGEST_PAUSE_MILLIS = 400;
    private static final int MAX_DOUBLINGS = 5;
    private static final String KEY = "import-demo-key";

    /** What a client does with the first reply. */
    enum Manner {
        TAKES_IT,
        LOSES_IT,
        HANGS_UP
    }

    /**
     * How one copy is sent.
     *
     * @param node the place of the node it goes to first; a retry goes to the next one
     * @param manner what is done with the first reply
     * @param random for pauses
     * @param inFlight how many requests of the race are out
     */
    record Way(int node, Manner manner, LongSupplier random, AtomicInteger inFlight) {}

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(CONNECT_TIMEOUT_SECONDS))
            .build();
    private final Target target;
    private final Tally tally;

    Sender(Target target, Tally tally) {
        this.target = target;
        this.tally = tally;
    }

    /** The final answer; null, and a violation, if none came in time. */
    @Nullable
    Reply deliver(Contender contender, Way way) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_DEADLINE_SECONDS);
        Reply last = null;
        for (int attempt = 0; System.nanoTime() < deadline; attempt++) {
            Node node = target.nodes().at(way.node() + attempt);
            Manner manner = attempt == 0 ? way.manner() : Manner.TAKES_IT;
            Reply reply = exchange(node, contender, manner, way);
            last = reply == null ? last : reply;
            if (reply == null || !reply.isFinal(contender.call())) {
                node.requireRunning();
                pause(attempt, way.random());
            } else if (manner == Manner.TAKES_IT) {
                return reply;
            }
        }
        tally.wrong(
                "unanswered",
                contender.call(),
                "no final answer in " + ANSWER_DEADLINE_SECONDS + " seconds; the last one was " + last);
        return null;
    }

    /** Sends once, whatever comes of it. */
    @Nullable
    Reply once(Node node, Contender contender) throws InterruptedException {
        return exchange(node, contender, Manner.TAKES_IT, new Way(0, Manner.TAKES_IT, () -> 0, new AtomicInteger()));
    }

    private @Nullable Reply exchange(Node node, Contender contender, Manner manner, Way way)
            throws InterruptedException {
        tally.requests.increment();
        if (way.inFlight().getAndIncrement() > 0) {
            tally.overlapping.increment();
        }
        node.requestSent();
        try {
            CompletableFuture<HttpResponse<byte[]>> exchange =
                    client.sendAsync(request(node, contender.call()), HttpResponse.BodyHandlers.ofByteArray());
            return manner == Manner.HANGS_UP
                    ? hangUp(exchange, contender, way)
                    : take(exchange, contender, TimeUnit.SECONDS.toMicros(REQUEST_TIMEOUT_SECONDS + 5L));
        } catch (ExecutionException | TimeoutException e) {
            tally.unanswered.increment();
            return null;
        } finally {
            node.requestEnded();
            way.inFlight().decrementAndGet();
        }
    }

    private @Nullable Reply hangUp(CompletableFuture<HttpResponse<byte[]>> exchange, Contender contender, Way way)
            throws InterruptedException, ExecutionException {
        try {
            return take(exchange, contender, 1 + Math.floorMod(way.random().getAsLong(), 15_000L));
        } catch (TimeoutException e) {
            exchange.cancel(true);
            return null;
        }
    }

    private Reply take(CompletableFuture<HttpResponse<byte[]>> exchange, Contender contender, long micros)
            throws InterruptedException, ExecutionException, TimeoutException {
        Reply reply = Reply.of(exchange.get(micros, TimeUnit.MICROSECONDS));
        tally.saw(contender.call(), reply, contender.noteApplied(reply));
        return reply;
    }

    private static HttpRequest request(Node node, Call call) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(node.uri(call.path()))
                .timeout(Duration.ofSeconds(REQUEST_TIMEOUT_SECONDS))
                .header("Authorization", "Bearer " + KEY)
                .method(
                        call.method(),
                        call.body().isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(call.body()));
        if (!call.headers().isEmpty()) {
            builder.headers(call.headers().toArray(String[]::new));
        }
        return builder.build();
    }

    private static void pause(int attempt, LongSupplier random) {
        long bound = Math.min(LONGEST_PAUSE_MILLIS, (long) FIRST_PAUSE_MILLIS << Math.min(attempt, MAX_DOUBLINGS));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(bound / 2)
                + Math.floorMod(random.getAsLong(), TimeUnit.MILLISECONDS.toNanos(bound / 2 + 1)));
    }
}
