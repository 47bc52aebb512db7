package dev.onefold.check.toys;

import dev.onefold.check.wire.Origin;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** HTTP/1.1, one request for each connection and a thread for each of them. */
public abstract class ToyServer implements AutoCloseable {

    private static final int GONE_MILLIS = 40;

    private final ServerSocket listening;

    ToyServer() {
        try {
            listening = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        daemon(this::accept);
    }

    /** Answers a request. */
    abstract Reply answer(Received request);

    /** Is told when the header of a request with a key is there, and its body perhaps not. */
    void announced(String key, Object connection) {}

    /** Where it listens. */
    public Origin origin() {
        return new Origin(false, "127.0.0.1", listening.getLocalPort());
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "toy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                daemon(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String[] lines = head(in).split("\r\n");
            String[] first = lines[0].split(" ");
            if (first.length != 3 || !first[2].equals("HTTP/1.1")) {
                write(socket, Reply.problem(400, "not-http"));
                return;
            }
            write(socket, answer(received(socket, in, first, lines)));
        } catch (IOException e) {
            // the caller is gone
            return;
        }
    }

    private Received received(Socket socket, InputStream in, String[] first, String[] lines) throws IOException {
        Map<String, List<String>> headers = new HashMap<>();
        for (int line = 1; line < lines.length; line++) {
            String[] parts = lines[line].split(":", 2);
            headers.computeIfAbsent(parts[0].toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(parts[1].strip());
        }
        headers.getOrDefault("idempotency-key", List.of()).forEach(key -> announced(key, socket));
        int length = Integer.parseInt(
                headers.getOrDefault("content-length", List.of("0")).get(0));
        byte[] body = in.readNBytes(length);
        boolean gzip = headers.getOrDefault("content-encoding", List.of()).contains("gzip");
        String[] target = first[1].split("\\?", 2);
        return new Received(
                first[0],
                target[0],
                target.length == 2 ? target[1] : "",
                headers,
                Received.unpacked(body, gzip),
                body.length == length,
                socket,
                () -> gone(socket, in));
    }

    private static boolean gone(Socket socket, InputStream in) {
        try {
            socket.setSoTimeout(GONE_MILLIS);
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int matched = 0; matched < 4; ) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("gone");
            }
            head.write(next);
            matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static void write(Socket socket, Reply reply) throws IOException {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " \r\n");
        reply.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\nConnection: close\r\n\r\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body);
        socket.getOutputStream().write(bytes.toByteArray());
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
