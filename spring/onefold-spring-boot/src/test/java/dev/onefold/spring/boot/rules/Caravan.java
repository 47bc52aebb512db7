package dev.onefold.spring.boot.rules;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Many requests on one connection, one after the other, at little cost: only their statuses are kept. */
final class Caravan implements AutoCloseable {

    private static final int MOST_MILLIS = 30_000;
    private static final String CONTENT_LENGTH = "content-length:";

    private final Socket socket;
    private final InputStream in;
    private final String token;

    Caravan(int port, String token) {
        this.token = token;
        try {
            socket = new Socket("localhost", port);
            socket.setSoTimeout(MOST_MILLIS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int post(String path, String key, String body) {
        String request = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nIdempotency-Key: " + key + "\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
        try {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return answered();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int answered() throws IOException {
        int status = Integer.parseInt(line().substring("HTTP/1.1 ".length()).strip());
        int length = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.toLowerCase(Locale.ROOT).startsWith(CONTENT_LENGTH)) {
                length =
                        Integer.parseInt(line.substring(CONTENT_LENGTH.length()).strip());
            }
        }
        in.skipNBytes(length);
        return status;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("The connection ended");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
