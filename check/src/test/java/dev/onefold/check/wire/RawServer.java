package dev.onefold.check.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A server that does exactly what a test says with the first connections it gets. */
final class RawServer implements AutoCloseable {

    interface Script<T> {
        T play(ServerSocket server) throws Exception;
    }

    private final ServerSocket server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());

    RawServer() throws IOException {
        server.setSoTimeout(20_000);
    }

    Origin origin() {
        return new Origin(false, "127.0.0.1", server.getLocalPort());
    }

    /**
     * What a script came to.
     *
     * @param result comes when it has ended
     */
    record Played<T>(CompletableFuture<T> result) {
        T get() throws Exception {
            return result.get(20, TimeUnit.SECONDS);
        }
    }

    <T> Played<T> play(Script<T> script) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(script.play(server));
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return new Played<>(result);
    }

    /** Reads one request of which the header ends, answers with these bytes, and closes. */
    Played<String> answering(String answer) {
        return play(listening -> {
            try (Socket socket = listening.accept()) {
                String head = head(socket.getInputStream());
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
                return head;
            }
        });
    }

    static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return head.toString();
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
