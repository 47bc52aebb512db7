package dev.onefold.shop.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** How large a body may be. */
@Component
public class BodyLimit {

    private final int maxBodyBytes;

    BodyLimit(WebProperties properties) {
        this.maxBodyBytes = Math.toIntExact(properties.maxBodyBytes());
    }

    /**
     * Reads a body, one byte further than it may be at most.
     *
     * @return the body, or empty if it is too large
     * @throws IOException if the client is gone
     */
    public Optional<byte[]> read(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(maxBodyBytes + 1);
        return bytes.length > maxBodyBytes ? Optional.empty() : Optional.of(bytes);
    }

    boolean admits(long bytes) {
        return bytes <= maxBodyBytes;
    }

    /** For people: what may be. */
    @Override
    public String toString() {
        return "A body may have " + maxBodyBytes + " bytes.";
    }
}
