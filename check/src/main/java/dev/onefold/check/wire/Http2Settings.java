package dev.onefold.check.wire;

import java.nio.ByteBuffer;
import org.apache.hc.core5.http2.config.H2Param;

/**
 * What the server allows.
 *
 * @param headerTableBytes size of the table we may compress headers with
 * @param concurrentStreams how many requests may be open at a time
 * @param initialWindowBytes how much of a body may be sent before the server asks for more
 * @param frameBytes the largest frame
 */
record Http2Settings(int headerTableBytes, int concurrentStreams, int initialWindowBytes, int frameBytes) {

    /** What holds until the server says otherwise: RFC 9113, section 6.5.2. */
    static final Http2Settings INITIAL = new Http2Settings(4096, Integer.MAX_VALUE, 65_535, 16_384);

    /** These settings as changed by a SETTINGS frame. */
    Http2Settings changedBy(ByteBuffer payload) {
        int table = headerTableBytes;
        int streams = concurrentStreams;
        int window = initialWindowBytes;
        int frame = frameBytes;
        while (payload.remaining() >= 6) {
            int code = payload.getShort() & 0xFFFF;
            int value = payload.getInt();
            int bounded = value < 0 ? Integer.MAX_VALUE : value;
            H2Param parameter = H2Param.valueOf(code);
            if (parameter == H2Param.HEADER_TABLE_SIZE) {
                table = Math.min(bounded, headerTableBytes);
            } else if (parameter == H2Param.MAX_CONCURRENT_STREAMS) {
                streams = bounded;
            } else if (parameter == H2Param.INITIAL_WINDOW_SIZE) {
                window = bounded;
            } else if (parameter == H2Param.MAX_FRAME_SIZE) {
                frame = bounded;
            }
        }
        return new Http2Settings(table, streams, window, frame);
    }
}
