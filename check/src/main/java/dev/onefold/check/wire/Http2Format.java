package dev.onefold.check.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http2.hpack.HPackEncoder;
import org.apache.hc.core5.http2.impl.io.FrameOutputBuffer;
import org.apache.hc.core5.util.ByteArrayBuffer;

/** A request's header as frames of RFC 9113; one for each connection, since headers are compressed by what went before. */
final class Http2Format {

    private static final int INITIAL_BLOCK_BYTES = 512;
    private static final Set<String> OF_HTTP_1 =
            Set.of("host", "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");

    private final Origin origin;
    private final HPackEncoder hpack =
            new HPackEncoder(Http2Settings.INITIAL.headerTableBytes(), StandardCharsets.ISO_8859_1);
    private final FrameOutputBuffer framing = new FrameOutputBuffer(Http2Settings.INITIAL.frameBytes());

    Http2Format(Origin origin) {
        this.origin = origin;
    }

    void setTableBytes(int bytes) {
        hpack.setMaxTableSize(bytes);
    }

    /** The header of a stream that does not end with it. */
    void writeHeaders(int streamId, WireRequest request, ByteArrayOutputStream bytes) throws IOException {
        ByteArrayBuffer block = new ByteArrayBuffer(INITIAL_BLOCK_BYTES);
        hpack.encodeHeaders(block, fields(request), false);
        byte[] all = block.toByteArray();
        int size = Http2Settings.INITIAL.frameBytes();
        for (int from = 0; from == 0 || from < all.length; from += size) {
            int length = Math.min(size, all.length - from);
            boolean last = from + length == all.length;
            ByteBuffer part = ByteBuffer.wrap(all, from, length);
            framing.write(
                    from == 0
                            ? Http2Session.FRAMES.createHeaders(streamId, part, last, false)
                            : Http2Session.FRAMES.createContinuation(streamId, part, last),
                    bytes);
        }
    }

    private List<BasicHeader> fields(WireRequest request) {
        List<BasicHeader> fields = new ArrayList<>();
        fields.add(new BasicHeader(":method", request.method()));
        fields.add(new BasicHeader(":scheme", origin.scheme()));
        fields.add(new BasicHeader(":authority", origin.authority()));
        fields.add(new BasicHeader(":path", request.target()));
        for (Header header : request.headers()) {
            String name = header.name().toLowerCase(Locale.ROOT);
            if (!OF_HTTP_1.contains(name)) {
                fields.add(new BasicHeader(name, header.value()));
            }
        }
        if (!request.has("Content-Length") && !Http1Format.isChunked(request) && Http1Format.hasContent(request)) {
            fields.add(new BasicHeader(
                    "content-length", Integer.toString(request.body().length())));
        }
        return fields;
    }
}
