package dev.onefold.check.wire;

import dev.onefold.check.wire.Exchange.Reason;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.hc.core5.http2.H2Error;
import org.apache.hc.core5.http2.config.H2Param;
import org.apache.hc.core5.http2.config.H2Setting;
import org.apache.hc.core5.http2.frame.DefaultFrameFactory;
import org.apache.hc.core5.http2.frame.FrameFactory;
import org.apache.hc.core5.http2.frame.RawFrame;
import org.apache.hc.core5.http2.impl.io.FrameOutputBuffer;

/** The writing half of one HTTP/2 connection, and what both halves share. */
final class Http2Session implements Closeable {

    static final FrameFactory FRAMES = DefaultFrameFactory.INSTANCE;

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int LARGEST_WINDOW = Integer.MAX_VALUE;
    private static final int CONNECTION_WINDOW = 65_535;
    private static final int SMALL_BODY_BYTES = 1024;
    private static final int LARGEST_STREAM = Integer.MAX_VALUE - 2;
    private static final int PING_BYTES = 8;
    final Dialer dialer;
    final Line line;
    final ReentrantLock lock = new ReentrantLock();
    final Condition changed = lock.newCondition();
    final Map<Integer, Http2Stream> streams = new ConcurrentHashMap<>();
    private final Http2Format format;
    private final FrameOutputBuffer framing = new FrameOutputBuffer(Http2Settings.INITIAL.frameBytes());
    private Http2Settings settings = Http2Settings.INITIAL;
    private long sendWindow = CONNECTION_WINDOW;
    private int nextStream = 1;
    private volatile boolean ended;
    private final CompletableFuture<Boolean> pingAnswered = new CompletableFuture<>();

    private Http2Session(Dialer dialer, Line line) {
        this.dialer = dialer;
        this.line = line;
        this.format = new Http2Format(dialer.origin());
    }

    /** Connects and waits until the server has told what it allows. */
    static Http2Session open(Dialer dialer) throws IOException {
        Line line = dialer.open("h2", true);
        Http2Session session = new Http2Session(dialer, line);
        Http2Reader reader = new Http2Reader(session);
        line.cutAfter(dialer.limits().connectMillis());
        try {
            session.greet();
            reader.readGreeting();
        } catch (IOException e) {
            session.close();
            throw new NotSpokenException("no HTTP/2 here (" + Pending.detail(e) + ")");
        }
        line.clearDeadline();
        Threads.READERS.execute(reader);
        return session;
    }

    private void greet() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(PREFACE);
        framing.write(
                FRAMES.createSettings(
                        new H2Setting(H2Param.ENABLE_PUSH, 0),
                        new H2Setting(H2Param.INITIAL_WINDOW_SIZE, LARGEST_WINDOW),
                        new H2Setting(
                                H2Param.MAX_HEADER_LIST_SIZE, dialer.limits().headerBytes())),
                bytes);
        framing.write(FRAMES.createWindowUpdate(0, LARGEST_WINDOW - CONNECTION_WINDOW), bytes);
        write(bytes);
    }

    boolean usable() {
        return !ended && nextStream < LARGEST_STREAM;
    }

    int concurrentStreams() {
        lock.lock();
        try {
            return settings.concurrentStreams();
        } finally {
            lock.unlock();
        }
    }

    /** Sends the headers, and the body up to what {@link #endStreams} sends; the end of the stream is still missing. */
    Http2Stream beginStream(WireRequest request) {
        return beginStream(request, lastPart(request.body().bytes()));
    }

    /**
     * Sends the headers and a part of the body.
     *
     * @param heldBack how many bytes at its end are not sent
     */
    Http2Stream beginStream(WireRequest request, int heldBack) {
        lock.lock();
        try {
            Http2Stream stream = new Http2Stream(nextStream, settings.initialWindowBytes(), dialer.limits());
            nextStream += 2;
            streams.put(stream.id, stream);
            if (ended) {
                stream.fail(Reason.CUT_BY_SERVER, "the connection had ended");
                return stream;
            }
            try {
                begin(stream, request, heldBack);
            } catch (IOException e) {
                end(line.reasonOf(e), Pending.detail(e));
            }
            return stream;
        } finally {
            lock.unlock();
        }
    }

    private void begin(Http2Stream stream, WireRequest request, int heldBack) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        format.writeHeaders(stream.id, request, bytes);
        write(bytes);
        byte[] body = request.body().bytes();
        writeBody(stream, body, body.length - heldBack);
    }

    /** A small frame in the middle of a body counts as an attack at some servers, so a small body goes at the end, whole. */
    private static int lastPart(byte[] body) {
        return body.length <= SMALL_BODY_BYTES ? body.length : 1;
    }

    /** As much at a time as both windows and the frame size allow. */
    private void writeBody(Http2Stream stream, byte[] body, int until) throws IOException {
        int at = 0;
        while (at < until && !stream.end.isDone()) {
            int size = take(stream, until - at);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            framing.write(FRAMES.createData(stream.id, ByteBuffer.wrap(body, at, size), false), bytes);
            write(bytes);
            at += size;
        }
    }

    private int take(Http2Stream stream, int wanted) {
        while (Math.min(sendWindow, stream.sendWindow) <= 0 && !stream.end.isDone()) {
            changed.awaitUninterruptibly();
        }
        long allowed =
                Math.min(Math.max(0, Math.min(sendWindow, stream.sendWindow)), Http2Settings.INITIAL.frameBytes());
        int taken = (int) Math.min(allowed, wanted);
        sendWindow -= taken;
        stream.sendWindow -= taken;
        return taken;
    }

    /** Ends all these streams in one write: the last part of each body, with the end of the stream. */
    void endStreams(List<Http2Stream> ending, List<WireRequest> requests) {
        lock.lock();
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int place = 0; place < ending.size(); place++) {
                Http2Stream stream = ending.get(place);
                byte[] body = requests.get(place).body().bytes();
                int last = lastPart(body);
                int taken = 0;
                while (taken < last && !stream.end.isDone()) {
                    taken += take(stream, last - taken);
                }
                if (!stream.end.isDone()) {
                    ByteBuffer content = ByteBuffer.wrap(body, body.length - last, last);
                    framing.write(FRAMES.createData(stream.id, content, true), bytes);
                }
            }
            write(bytes);
            ending.forEach(Http2Stream::sent);
        } catch (IOException e) {
            end(line.reasonOf(e), Pending.detail(e));
        } finally {
            lock.unlock();
        }
    }

    void cancel(Http2Stream stream) {
        stream.fail(Reason.CUT_BY_CALLER, "cancelled");
        write(FRAMES.createResetStream(stream.id, H2Error.CANCEL));
        line.cut(Reason.CUT_BY_CALLER);
    }

    /**
     * Waits, once in a session, until the server has taken in all frames written so far: one that is about to write when the
     * connection closes drops what it has not read.
     *
     * @return false if the connection ended before
     */
    boolean awaitTakenIn() {
        write(FRAMES.createPing(ByteBuffer.allocate(PING_BYTES)));
        return pingAnswered.join();
    }

    void pingAnswered() {
        pingAnswered.complete(true);
    }

    /** Writes a frame of the protocol's own; a failure is seen by the reading half. */
    void write(RawFrame frame) {
        lock.lock();
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            framing.write(frame, bytes);
            write(bytes);
        } catch (IOException e) {
            line.cut(Reason.CUT_BY_SERVER);
        } finally {
            lock.unlock();
        }
    }

    private void write(ByteArrayOutputStream bytes) throws IOException {
        line.write(bytes.toByteArray(), 0, bytes.size());
    }

    void allow(ByteBuffer payload) {
        lock.lock();
        try {
            Http2Settings before = settings;
            settings = before.changedBy(payload);
            format.setTableBytes(settings.headerTableBytes());
            long difference = (long) settings.initialWindowBytes() - before.initialWindowBytes();
            streams.values().forEach(stream -> stream.sendWindow += difference);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        write(FRAMES.createSettingsAck());
    }

    void enlargeWindow(int streamId, int more) {
        lock.lock();
        try {
            Http2Stream stream = streams.get(streamId);
            if (streamId == 0) {
                sendWindow += more;
            } else if (stream != null) {
                stream.sendWindow += more;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more will be read: whoever still waits is told why. */
    void end(Reason reason, String detail) {
        lock.lock();
        try {
            ended = true;
            streams.values().forEach(stream -> stream.fail(reason, detail));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        pingAnswered.complete(false);
        line.close();
    }

    /** A stream has ended; a body that is still being written need not be. */
    void forget(Http2Stream stream) {
        lock.lock();
        try {
            streams.remove(stream.id);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
