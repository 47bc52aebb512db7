package dev.onefold.spring.boot.rules;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A bare socket, for what no HTTP client sends: repeated and broken field lines, half bodies, hanging up. */
final class Wire implements AutoCloseable {

    private static final int MOST_MILLIS = 30_000;

    private final Socket socket;

    Wire(int port) {
        try {
            socket = new Socket("localhost", port);
            socket.setSoTimeout(MOST_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ann's POST with those field lines and the whole body. */
    Wire post(String path, String body, String... lines) {
        return post(path, body, body.length(), lines);
    }

    /** Ann's POST that promises a body of a length and sends what it has. */
    Wire post(String path, String body, int contentLength, String... lines) {
        StringBuilder text = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        text.append("Authorization: Bearer " + Req.ANN + "\r\nContent-Type: application/json\r\n");
        for (String line : lines) {
            text.append(line).append("\r\n");
        }
        text.append("Connection: close\r\nContent-Length: " + contentLength + "\r\n\r\n" + body);
        return send(text.toString());
    }

    Wire send(String text) {
        try {
            // one byte for each character, so that any byte can be sent
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that comes until the other side closes. */
    String readAll() {
        return read(Integer.MAX_VALUE);
    }

    /** What comes, up to that many bytes. */
    String read(int most) {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            InputStream in = socket.getInputStream();
            int next;
            while (read.size() < most && (next = in.read()) >= 0) {
                read.write(next);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("After: " + read.toString(StandardCharsets.ISO_8859_1), e);
        }
        return read.toString(StandardCharsets.ISO_8859_1);
    }

    /** The status of the response, which is read to its end. */
    int status() {
        String line = readAll();
        return Integer.parseInt(line.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }

    /** Says that nothing more is sent, and still listens. */
    void endOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hangs up in the middle of everything: the other side is told by a reset, not by a close. */
    void hangUp() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
