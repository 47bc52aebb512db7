package dev.onefold.prover.nodes;

import dev.onefold.prover.verdict.NoVerdictException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The shop processes of a run, all on one database. */
public final class Nodes implements AutoCloseable {

    private static final int CONNECT_TIMEOUT_SECONDS = 5;

    private final List<Node> nodes = new ArrayList<>();

    private Nodes() {}

    /** Prepares one node for each port; nothing runs yet, so that the caller can arrange for the end first. */
    public static Nodes on(List<Integer> ports, NodeOptions options) {
        requireJar(options);
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(CONNECT_TIMEOUT_SECONDS))
                .build();
        Nodes nodes = new Nodes();
        for (int port : ports) {
            nodes.nodes.add(new Node(nodes.nodes.size() + 1, port, options, client));
        }
        return nodes;
    }

    private static void requireJar(NodeOptions options) {
        if (!Files.isRegularFile(options.jar())) {
            throw new NoVerdictException("the " + options.name() + " is not built: there is no " + options.jar());
        }
        try {
            Files.createDirectories(options.logDirectory());
        } catch (IOException e) {
            throw new NoVerdictException("cannot write to " + options.logDirectory() + ": " + e.getMessage(), e);
        }
    }

    /** Starts all of them at once and waits until all are up. */
    public void start() {
        nodes.forEach(Node::launch);
        nodes.forEach(Node::awaitHealth);
    }

    /** How many there are. */
    public int count() {
        return nodes.size();
    }

    /** The one at a place; places go round. */
    public Node at(int place) {
        return nodes.get(Math.floorMod(place, nodes.size()));
    }

    /** Ends all of them at once, whatever they are doing. */
    public void abandon() {
        nodes.parallelStream().forEach(Node::abandon);
    }

    /** Stops all of them, together; each may finish what it has begun. */
    @Override
    public void close() {
        nodes.parallelStream().forEach(Node::close);
    }
}
