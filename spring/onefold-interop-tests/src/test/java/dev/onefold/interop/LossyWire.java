package dev.onefold.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between clients and a server, and loses replies where it is told to: after the server has done its work and
 * sent its first byte, and before the client sees any.
 */
final class LossyWire {

    /** What becomes of a reply. */
    enum Fate {
        ARRIVES,
        /** The connection ends without a byte of it. */
        LOST,
        /** Nothing comes, and the connection stays open. */
        STALLED
    }

    private final int serverPort;
    private final ServerSocket listener;
    private final Queue<Fate> next = new ConcurrentLinkedQueue<>();
    private final AtomicInteger lost = new AtomicInteger();

    LossyWire(int serverPort) {
        this.serverPort = serverPort;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    String url() {
        return "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + listener.getLocalPort();
    }

    /** The fates of the next replies. Later ones arrive. */
    void fates(Fate... fates) {
        next.clear();
        next.addAll(List.of(fates));
        lost.set(0);
    }

    /** How many replies did not arrive since then. */
    int lost() {
        return lost.get();
    }

    private void accept() {
        while (true) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                AtomicBoolean asked = new AtomicBoolean();
                daemon(() -> requests(client, server, asked));
                daemon(() -> replies(client, server, asked));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void requests(Socket client, Socket server, AtomicBoolean asked) {
        byte[] buffer = new byte[1 << 14];
        try (client;
                server) {
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            int read = in.read(buffer);
            while (read >= 0) {
                asked.set(true);
                out.write(buffer, 0, read);
                read = in.read(buffer);
            }
        } catch (IOException e) {
            // one of the two is gone, so both are
        }
    }

    private void replies(Socket client, Socket server, AtomicBoolean asked) {
        byte[] buffer = new byte[1 << 14];
        Fate fate = Fate.ARRIVES;
        try (client;
                server) {
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            int read = in.read(buffer);
            while (read >= 0) {
                if (asked.getAndSet(false)) {
                    fate = draw();
                }
                if (fate == Fate.LOST) {
                    return;
                }
                if (fate == Fate.ARRIVES) {
                    out.write(buffer, 0, read);
                }
                read = in.read(buffer);
            }
        } catch (IOException e) {
            // one of the two is gone, so both are
        }
    }

    private Fate draw() {
        Fate drawn = next.poll();
        if (drawn == null || drawn == Fate.ARRIVES) {
            return Fate.ARRIVES;
        }
        lost.incrementAndGet();
        return drawn;
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "lossy-wire");
        thread.setDaemon(true);
        thread.start();
    }
}
