package dev.onefold.check.wire;

import dev.onefold.check.wire.Exchange.Answered;
import dev.onefold.check.wire.Exchange.Reason;
import dev.onefold.check.wire.Exchange.Unanswered;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One request and its answer on an HTTP/2 connection; guarded by the session's lock, except for its end. */
final class Http2Stream {

    final int id;
    final CompletableFuture<Exchange> end = new CompletableFuture<>();
    private final Limits limits;
    private final List<Header> headers = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status;
    private volatile long sentNanos = System.nanoTime();

    /** How much the server lets us send; it may be below zero. */
    long sendWindow;

    Http2Stream(int id, long sendWindow, Limits limits) {
        this.id = id;
        this.sendWindow = sendWindow;
        this.limits = limits;
    }

    void sent() {
        sentNanos = System.nanoTime();
    }

    /** A header block: the final answer's, an interim one's, or trailers. */
    void receiveHeaders(List<Header> block) throws NotHttpException {
        if (status != 0) {
            return;
        }
        int received = 0;
        for (Header header : block) {
            if (header.name().equals(":status")) {
                received = parse(header.value());
            }
        }
        if (received / 100 != 1) {
            status = received;
            block.stream().filter(header -> !header.name().startsWith(":")).forEach(headers::add);
        }
    }

    private static int parse(String value) throws NotHttpException {
        if (!value.matches("[1-9][0-9]{2}")) {
            throw new NotHttpException("not a :status: " + value);
        }
        return Integer.parseInt(value);
    }

    void receiveData(byte[] data) throws NotHttpException {
        if (body.size() + (long) data.length > limits.bodyBytes()) {
            throw new NotHttpException("a body of more than " + limits.bodyBytes() + " bytes");
        }
        body.writeBytes(data);
    }

    void complete() {
        if (status == 0) {
            fail(Reason.BROKEN, "a stream ended without :status");
            return;
        }
        WireResponse response = new WireResponse(Protocol.HTTP_2, status, headers, Body.of(body.toByteArray()));
        end.complete(new Answered(response, sentNanos, System.nanoTime()));
    }

    void fail(Reason reason, String detail) {
        end.complete(new Unanswered(reason, detail, sentNanos, System.nanoTime()));
    }
}
