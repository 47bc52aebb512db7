package dev.onefold.client;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A correct server behind a bad network: one effect for each key, and a script for what becomes of each reply. */
final class LossyServer implements AutoCloseable {

    /** One attempt, as it arrived. */
    record Seen(String method, Map<String, String> fields, String body) {
        String key() {
            return fields.getOrDefault("idempotency-key", "none");
        }
    }

    final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final AtomicInteger effects = new AtomicInteger();
    private final Queue<Act> script = new ConcurrentLinkedQueue<>();
    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private Supplier<Act> afterScript = () -> Act.ANSWER;
    private Runnable beforeEach = () -> {};
    private boolean keepsSeen = true;

    LossyServer(Act... acts) {
        script.addAll(List.of(acts));
        try {
            listener = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        threads.execute(this::accept);
    }

    /** What becomes of attempts after those of the script. Of so many that they are not kept. */
    LossyServer thenAlways(Supplier<Act> acts) {
        afterScript = acts;
        keepsSeen = false;
        return this;
    }

    /** Runs when an attempt has arrived, before anything is done. */
    LossyServer onArrival(Runnable work) {
        beforeEach = work;
        return this;
    }

    URI uri() {
        return URI.create("http://localhost:" + listener.getLocalPort() + "/orders");
    }

    int effects() {
        return effects.get();
    }

    List<String> keys() {
        return seen.stream().map(Seen::key).toList();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                threads.execute(() -> serve(socket));
            }
        } catch (IOException end) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (answer(read(in), socket)) {
                socket.setTcpNoDelay(true);
            }
        } catch (IOException end) {
            // the other side hung up
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean answer(Seen attempt, Socket socket) throws IOException, InterruptedException {
        if (keepsSeen) {
            seen.add(attempt);
        }
        beforeEach.run();
        Act scripted = script.poll();
        Act act = scripted == null ? afterScript.get() : scripted;
        String answer = act.effect() ? answerOf(attempt.key()) : act.response();
        OutputStream out = socket.getOutputStream();
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        switch (act.end()) {
            case ANSWER, SAY -> out.write(bytes);
            case HANG_UP -> {}
            case RESET -> socket.setSoLinger(true, 0);
            case STALL -> closed.await();
            case STALL_IN_BODY -> {
                out.write(bytes, 0, bytes.length - 3);
                closed.await();
            }
            case HANG_UP_IN_BODY -> out.write(bytes, 0, bytes.length - 3);
        }
        return act.end() == Act.End.ANSWER || act.end() == Act.End.SAY;
    }

    private String answerOf(String key) {
        String before = answers.get(key);
        if (before != null) {
            return Act.response(201, "Idempotent-Replayed: true\r\n", before);
        }
        return Act.response(201, "", answers.computeIfAbsent(key, any -> "order " + effects.incrementAndGet()));
    }

    private static Seen read(InputStream in) throws IOException {
        String start = line(in);
        Map<String, String> fields = new TreeMap<>();
        for (String field = line(in); !field.isEmpty(); field = line(in)) {
            int colon = field.indexOf(':');
            fields.put(
                    field.substring(0, colon).toLowerCase(Locale.ROOT),
                    field.substring(colon + 1).trim());
        }
        int length = Integer.parseInt(fields.getOrDefault("content-length", "0"));
        return new Seen(
                start.substring(0, start.indexOf(' ')),
                fields,
                new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
        threads.shutdownNow();
    }
}
