package dev.onefold.check.wire;

import dev.onefold.check.wire.Exchange.Reason;
import dev.onefold.check.wire.Exchange.Unanswered;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** HTTP/2: a volley is one connection, everything else a connection for each request. */
record Http2Wire(Dialer dialer) implements Wire {

    @Override
    public Protocol protocol() {
        return Protocol.HTTP_2;
    }

    @Override
    public Origin origin() {
        return dialer.origin();
    }

    @Override
    public InFlight begin(WireRequest request) {
        try {
            Http2Session session = Http2Session.open(dialer);
            return begin(session, request, true);
        } catch (IOException e) {
            return Pending.over(Pending.notConnected(e));
        }
    }

    private InFlight begin(Http2Session session, WireRequest request, boolean closing) {
        session.line.cutAfter(dialer.limits().answerMillis());
        Http2Stream stream = session.beginStream(request);
        session.endStreams(List.of(stream), List.of(request));
        return new Pending(
                stream.end.whenComplete((exchange, failure) -> {
                    if (closing) {
                        session.close();
                    } else {
                        session.line.clearDeadline();
                    }
                }),
                () -> session.cancel(stream));
    }

    @Override
    public Unanswered sendHalf(WireRequest request) {
        try (Http2Session session = Http2Session.open(dialer)) {
            session.line.cutAfter(dialer.limits().answerMillis());
            Http2Stream stream = session.beginStream(request, request.body().length() / 2);
            if (!session.awaitTakenIn() && stream.end.getNow(null) instanceof Unanswered failed) {
                return failed;
            }
            long now = System.nanoTime();
            return new Unanswered(Reason.CUT_BY_CALLER, "given up before the end of the stream", now, now);
        } catch (IOException e) {
            return Pending.notConnected(e);
        }
    }

    @Override
    public Volley volley(List<WireRequest> requests) {
        Volleys.requireSize(requests);
        try (Http2Session session = Http2Session.open(dialer)) {
            if (session.concurrentStreams() < requests.size()) {
                throw new NotSpokenException("the server allows " + session.concurrentStreams()
                        + " streams at a time, which is fewer than " + requests.size());
            }
            session.line.cutAfter(dialer.limits().answerMillis());
            List<Http2Stream> streams = new ArrayList<>();
            for (WireRequest request : requests) {
                streams.add(session.beginStream(request));
            }
            long first = System.nanoTime();
            session.endStreams(streams, requests);
            long last = System.nanoTime();
            List<Exchange> ends = streams.stream()
                    .map(stream -> new Pending(stream.end, () -> session.cancel(stream)).await())
                    .toList();
            return new Volley(ends, Volleys.micros(last - first));
        } catch (IOException e) {
            return new Volley(Collections.nCopies(requests.size(), Pending.notConnected(e)), 0);
        }
    }

    @Override
    public Connection connection() {
        return new Http2Connection();
    }

    /** One connection, one stream at a time. */
    private final class Http2Connection implements Connection {

        private @Nullable Http2Session session;

        @Override
        public Exchange exchange(WireRequest request) {
            try {
                Http2Session open = session == null || !session.usable() ? Http2Session.open(dialer) : session;
                session = open;
                return begin(open, request, false).await();
            } catch (IOException e) {
                close();
                return Pending.notConnected(e);
            }
        }

        @Override
        public void close() {
            if (session != null) {
                session.close();
                session = null;
            }
        }
    }
}
