package dev.onefold.prover.nodes;

import dev.onefold.prover.verdict.NoVerdictException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Finds ports, or checks that wanted ones are free. */
public final class Ports {

    private static final int MAX_PORT = 65_535;
    private static final int FIRST_FREE = 20_000;
    private static final int END_OF_FREE = 32_000;
    // neighbouring process ids, of runs side by side, begin far apart
    private static final long SPREAD = 7_919;

    private Ports() {}

    /**
     * As many free ports as asked for, all different. They lie below the range from which systems give ports to outgoing
     * connections: one of those would otherwise take the port of a node while it is killed and not yet back.
     */
    public static List<Integer> free(int count) {
        List<Integer> ports = new ArrayList<>();
        int range = END_OF_FREE - FIRST_FREE;
        long begin = ProcessHandle.current().pid() * SPREAD;
        for (int tried = 0; tried < range && ports.size() < count; tried++) {
            int port = FIRST_FREE + Math.floorMod(begin + tried, range);
            if (isFree(port)) {
                ports.add(port);
            }
        }
        if (ports.size() < count) {
            throw new NoVerdictException("no free port from " + FIRST_FREE + " to " + (END_OF_FREE - 1));
        }
        return ports;
    }

    /**
     * The ports from the first one on.
     *
     * @throws NoVerdictException naming the first that is taken
     */
    public static List<Integer> from(int first, int count) {
        List<Integer> ports = new ArrayList<>();
        for (int port = first; port < first + count; port++) {
            requireFree(port);
            ports.add(port);
        }
        return ports;
    }

    private static void requireFree(int port) {
        if (port > MAX_PORT) {
            throw new NoVerdictException("port " + port + " is beyond " + MAX_PORT);
        }
        if (!isFree(port)) {
            throw new NoVerdictException("port " + port + " is taken; choose another with --port");
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
