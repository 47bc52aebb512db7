package dev.onefold.check.wire;

import dev.onefold.check.wire.Exchange.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http2.H2ConnectionException;
import org.apache.hc.core5.http2.H2CorruptFrameException;
import org.apache.hc.core5.http2.frame.FrameFlag;
import org.apache.hc.core5.http2.frame.FrameType;
import org.apache.hc.core5.http2.frame.RawFrame;
import org.apache.hc.core5.http2.hpack.HPackDecoder;
import org.apache.hc.core5.http2.impl.io.FrameInputBuffer;

/** The reading half of one HTTP/2 connection; for one thread. */
final class Http2Reader implements Runnable {

    /** After so much of all bodies the server is allowed as much again. */
    private static final int REPLENISH_BYTES = 1 << 29;

    private static final int PRIORITY_BYTES = 5;

    private final Http2Session session;
    private final FrameInputBuffer frames = new FrameInputBuffer(Http2Settings.INITIAL.frameBytes());
    private final HPackDecoder hpack =
            new HPackDecoder(Http2Settings.INITIAL.headerTableBytes(), StandardCharsets.ISO_8859_1);
    private final ByteArrayOutputStream headerBlock = new ByteArrayOutputStream();
    private boolean endsWithHeaders;
    private int bodyBytes;

    Http2Reader(Http2Session session) {
        this.session = session;
        hpack.setMaxListSize(session.dialer.limits().headerBytes());
    }

    /** A server's first frame is its settings; anything else is another protocol. */
    void readGreeting() throws IOException {
        RawFrame first = frames.read(session.line.in());
        if (!first.isType(FrameType.SETTINGS) || first.isFlagSet(FrameFlag.ACK)) {
            throw new NotHttpException("the first frame is no SETTINGS");
        }
        session.allow(payload(first));
    }

    @Override
    public void run() {
        try {
            while (true) {
                read(frames.read(session.line.in()));
            }
        } catch (H2ConnectionException | H2CorruptFrameException | HttpException e) {
            session.end(session.line.reasonOf(new NotHttpException(Pending.detail(e))), Pending.detail(e));
        } catch (IOException | RuntimeException e) {
            session.end(session.line.reasonOf(e), Pending.detail(e));
        }
    }

    private void read(RawFrame frame) throws IOException, HttpException {
        FrameType type = FrameType.valueOf(frame.getType());
        if (type == null) {
            return;
        }
        switch (type) {
            case DATA -> data(frame);
            case HEADERS -> headers(frame, true);
            case CONTINUATION -> headers(frame, false);
            case RST_STREAM -> reset(frame.getStreamId(), payload(frame).getInt());
            case SETTINGS -> settings(frame);
            case PING -> ping(frame);
            case GOAWAY -> goAway(payload(frame));
            case WINDOW_UPDATE ->
                session.enlargeWindow(frame.getStreamId(), payload(frame).getInt() & Integer.MAX_VALUE);
            default -> {
                // PRIORITY says nothing to a client; PUSH_PROMISE was refused in the settings
            }
        }
    }

    private void data(RawFrame frame) throws IOException {
        bodyBytes += frame.getLength();
        if (bodyBytes > REPLENISH_BYTES) {
            session.write(Http2Session.FRAMES.createWindowUpdate(0, bodyBytes));
            bodyBytes = 0;
        }
        Http2Stream stream = session.streams.get(frame.getStreamId());
        if (stream != null) {
            stream.receiveData(bytes(payload(frame)));
            if (frame.isFlagSet(FrameFlag.END_STREAM)) {
                finish(stream);
            }
        }
    }

    private void headers(RawFrame frame, boolean first) throws IOException, HttpException {
        ByteBuffer block = payload(frame);
        if (first) {
            headerBlock.reset();
            endsWithHeaders = frame.isFlagSet(FrameFlag.END_STREAM);
            if (frame.isFlagSet(FrameFlag.PRIORITY)) {
                block.position(block.position() + PRIORITY_BYTES);
            }
        }
        if (headerBlock.size() + block.remaining() > session.dialer.limits().headerBytes()) {
            throw new NotHttpException(
                    "a header of more than " + session.dialer.limits().headerBytes() + " bytes");
        }
        headerBlock.writeBytes(bytes(block));
        if (!frame.isFlagSet(FrameFlag.END_HEADERS)) {
            return;
        }
        // decoded even for a stream nobody waits for: it changes the table
        List<Header> fields = hpack.decodeHeaders(ByteBuffer.wrap(headerBlock.toByteArray())).stream()
                .map(field -> new Header(field.getName(), field.getValue()))
                .toList();
        Http2Stream stream = session.streams.get(frame.getStreamId());
        if (stream != null) {
            stream.receiveHeaders(fields);
            if (endsWithHeaders) {
                finish(stream);
            }
        }
    }

    private void finish(Http2Stream stream) {
        stream.complete();
        session.forget(stream);
    }

    private void reset(int streamId, int code) {
        Http2Stream stream = session.streams.get(streamId);
        if (stream != null) {
            stream.fail(Reason.CUT_BY_SERVER, "RST_STREAM, error code " + code);
            session.forget(stream);
        }
    }

    private void settings(RawFrame frame) {
        if (!frame.isFlagSet(FrameFlag.ACK)) {
            session.allow(payload(frame));
        }
    }

    private void ping(RawFrame frame) {
        if (frame.isFlagSet(FrameFlag.ACK)) {
            session.pingAnswered();
        } else {
            session.write(Http2Session.FRAMES.createPingAck(ByteBuffer.wrap(bytes(payload(frame)))));
        }
    }

    private void goAway(ByteBuffer payload) {
        int last = payload.getInt() & Integer.MAX_VALUE;
        int code = payload.getInt();
        session.streams.values().stream().filter(stream -> stream.id > last).forEach(stream -> {
            stream.fail(Reason.CUT_BY_SERVER, "GOAWAY, error code " + code);
            session.forget(stream);
        });
    }

    private static ByteBuffer payload(RawFrame frame) {
        ByteBuffer content = frame.getPayloadContent();
        return content == null ? ByteBuffer.allocate(0) : content;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
