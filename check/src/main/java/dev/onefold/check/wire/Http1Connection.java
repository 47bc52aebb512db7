package dev.onefold.check.wire;

import dev.onefold.check.wire.Exchange.Answered;
import dev.onefold.check.wire.Exchange.Unanswered;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One HTTP/1.1 connection, kept while the server keeps it. */
final class Http1Connection implements Connection {

    private final Http1Wire wire;
    private @Nullable Line line;
    private @Nullable Http1Reader reader;

    Http1Connection(Http1Wire wire) {
        this.wire = wire;
    }

    @Override
    public Exchange exchange(WireRequest request) {
        Line open;
        Http1Reader answers;
        try {
            open = line == null ? wire.open() : line;
            answers = reader == null ? new Http1Reader(open.in(), wire.dialer().limits()) : reader;
        } catch (IOException e) {
            return Pending.notConnected(e);
        }
        line = open;
        reader = answers;
        open.cutAfter(wire.dialer().limits().answerMillis());
        byte[] bytes = Http1Format.write(request, wire.origin()).bytes().array();
        write(open, bytes, 0, bytes.length);
        Exchange exchange = read(open, answers, request.method(), System.nanoTime());
        open.clearDeadline();
        if (!(exchange instanceof Answered) || !answers.reusable()) {
            close();
        }
        return exchange;
    }

    /** A server may answer and close before it has read everything: the answer counts, not the failed write. */
    static void write(Line line, byte[] bytes, int from, int to) {
        try {
            line.write(bytes, from, to);
        } catch (IOException e) {
            // reading tells what became of it
        }
    }

    static Exchange read(Line line, Http1Reader reader, String method, long sentNanos) {
        try {
            return new Answered(reader.read(method), sentNanos, System.nanoTime());
        } catch (IOException e) {
            return new Unanswered(line.reasonOf(e), Pending.detail(e), sentNanos, System.nanoTime());
        }
    }

    @Override
    public void close() {
        if (line != null) {
            line.close();
            line = null;
            reader = null;
        }
    }
}
