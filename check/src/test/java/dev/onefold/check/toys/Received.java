package dev.onefold.check.toys;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;

/**
 * A request as a server sees it.
 *
 * @param headers by name in lower case, every line
 * @param content the body, unpacked
 * @param whole whether all of the body came
 * @param connection what it came over
 * @param callerGone waits a moment for the caller to close the connection
 */
record Received(
        String method,
        String path,
        String query,
        Map<String, List<String>> headers,
        String content,
        boolean whole,
        Object connection,
        BooleanSupplier callerGone) {

    Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The line of the key, as it was written. */
    Optional<String> key() {
        return header("idempotency-key");
    }

    String principal() {
        return header("authorization").orElse("nobody");
    }

    Optional<String> fail() {
        return header("x-fail");
    }

    static String unpacked(byte[] body, boolean gzip) {
        if (!gzip) {
            return new String(body, StandardCharsets.UTF_8);
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
