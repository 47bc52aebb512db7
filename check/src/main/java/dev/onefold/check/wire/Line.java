package dev.onefold.check.wire;

import dev.onefold.check.wire.Exchange.Reason;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An open connection that remembers for which reason it was closed from this side. */
final class Line implements Closeable {

    private static final int BUFFER_BYTES = 16 * 1024;

    private final Socket plain;
    private final InputStream in;
    private final OutputStream out;
    private final AtomicReference<@Nullable Reason> cutFor = new AtomicReference<>();
    private @Nullable ScheduledFuture<?> deadline;

    /**
     * @param plain the socket that is closed
     * @param speaking the socket that is read and written: the same, or TLS over it
     */
    Line(Socket plain, Socket speaking) throws IOException {
        this.plain = plain;
        this.in = new BufferedInputStream(speaking.getInputStream(), BUFFER_BYTES);
        this.out = speaking.getOutputStream();
    }

    InputStream in() {
        return in;
    }

    void write(byte[] bytes, int from, int to) throws IOException {
        out.write(bytes, from, to - from);
        out.flush();
    }

    /** Closes it when the time is up, unless another deadline is set meanwhile. */
    synchronized void cutAfter(int millis) {
        clearDeadline();
        deadline = Threads.DEADLINES.schedule(() -> cut(Reason.TIMED_OUT), millis, TimeUnit.MILLISECONDS);
    }

    synchronized void clearDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    /** Closes it for a reason; the first reason counts. The socket is closed, not reset: what was sent arrives. */
    void cut(Reason reason) {
        cutFor.compareAndSet(null, reason);
        close();
    }

    /** What a failure on this line means. */
    Reason reasonOf(Throwable failure) {
        Reason ours = cutFor.get();
        if (ours != null) {
            return ours;
        }
        if (failure instanceof NotSpokenException) {
            return Reason.NOT_SPOKEN;
        }
        return failure instanceof NotHttpException ? Reason.BROKEN : Reason.CUT_BY_SERVER;
    }

    @Override
    public void close() {
        clearDeadline();
        try {
            // not the TLS socket, whose close may wait for a write that never ends
            plain.close();
        } catch (IOException e) {
            // it is gone either way
            cutFor.compareAndSet(null, Reason.CUT_BY_SERVER);
        }
    }
}
