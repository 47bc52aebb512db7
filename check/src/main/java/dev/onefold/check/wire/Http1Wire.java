package dev.onefold.check.wire;

import dev.onefold.check.wire.Exchange.Reason;
import dev.onefold.check.wire.Exchange.Unanswered;
import dev.onefold.check.wire.Http1Format.Written;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1: a connection for each request. */
record Http1Wire(Dialer dialer) implements Wire {

    private static final String ALPN = "http/1.1";

    @Override
    public Protocol protocol() {
        return Protocol.HTTP_1_1;
    }

    @Override
    public Origin origin() {
        return dialer.origin();
    }

    @Override
    public InFlight begin(WireRequest request) {
        Shot shot = prepare(request);
        shot.fire();
        return shot.pending();
    }

    @Override
    public Unanswered sendHalf(WireRequest request) {
        Written written = Http1Format.write(request, origin());
        int length = written.bytes().array().length;
        int half = length == written.headerLength() ? length / 2 : (written.headerLength() + length) / 2;
        try (Line line = open()) {
            line.write(written.bytes().array(), 0, half);
            long now = System.nanoTime();
            return new Unanswered(Reason.CUT_BY_CALLER, "given up after " + half + " bytes", now, now);
        } catch (IOException e) {
            return Pending.notConnected(e);
        }
    }

    @Override
    public Volley volley(List<WireRequest> requests) {
        Volleys.requireSize(requests);
        List<Shot> shots = new ArrayList<>();
        for (WireRequest request : requests) {
            shots.add(prepare(request));
        }
        long first = System.nanoTime();
        for (Shot shot : shots) {
            shot.writeLastByte();
        }
        long last = System.nanoTime();
        shots.forEach(Shot::startReading);
        return new Volley(shots.stream().map(shot -> shot.pending().await()).toList(), Volleys.micros(last - first));
    }

    @Override
    public Connection connection() {
        return new Http1Connection(this);
    }

    Line open() throws IOException {
        return dialer.open(ALPN, false);
    }

    /** Connects and writes all but the last byte. */
    private Shot prepare(WireRequest request) {
        Shot shot = new Shot(request);
        shot.prepare();
        return shot;
    }

    /** One request on its own connection. */
    private final class Shot {

        private final WireRequest request;
        private final byte[] bytes;
        private final CompletableFuture<Exchange> end = new CompletableFuture<>();
        private @Nullable Line line;
        private volatile long sentNanos;

        Shot(WireRequest request) {
            this.request = request;
            this.bytes = Http1Format.write(request, origin()).bytes().array();
        }

        void prepare() {
            try {
                Line opened = open();
                line = opened;
                opened.cutAfter(dialer.limits().answerMillis());
                Http1Connection.write(opened, bytes, 0, bytes.length - 1);
            } catch (IOException e) {
                end.complete(Pending.notConnected(e));
            }
        }

        void fire() {
            writeLastByte();
            startReading();
        }

        void writeLastByte() {
            if (line != null) {
                Http1Connection.write(line, bytes, bytes.length - 1, bytes.length);
                sentNanos = System.nanoTime();
            }
        }

        void startReading() {
            Line open = line;
            if (open != null) {
                open.cutAfter(dialer.limits().answerMillis());
                Threads.READERS.execute(() -> end.complete(Http1Connection.read(
                        open, new Http1Reader(open.in(), dialer.limits()), request.method(), sentNanos)));
            }
        }

        Pending pending() {
            Line open = line;
            return new Pending(
                    end.whenComplete((exchange, failure) -> {
                        if (open != null) {
                            open.close();
                        }
                    }),
                    () -> {
                        if (open != null) {
                            open.cut(Reason.CUT_BY_CALLER);
                        }
                    });
        }
    }
}
