package dev.onefold.prover.nodes;

import dev.onefold.prover.database.Database;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What every process is started with.
 *
 * @param name what it is called in messages and in the names of its logs
 * @param jar the executable jar
 * @param database its database
 * @param logDirectory where each node's output goes, one file a node
 * @param unprotected whether it is told to do without idempotency
 * @param arguments what else is on its command line
 */
public record NodeOptions(
        String name, Path jar, Database database, Path logDirectory, boolean unprotected, List<String> arguments) {

    /** Copies the arguments. */
    public NodeOptions {
        arguments = List.copyOf(arguments);
    }

    /** A process without further arguments. */
    public NodeOptions(String name, Path jar, Database database, Path logDirectory, boolean unprotected) {
        this(name, jar, database, logDirectory, unprotected, List.of());
    }

    /** The shop. */
    public static NodeOptions shop(Path jar, Database database, Path logDirectory, boolean unprotected) {
        return new NodeOptions("shop", jar, database, logDirectory, unprotected);
    }

    /** The same with one more argument. */
    public NodeOptions with(String argument) {
        List<String> more = new ArrayList<>(arguments);
        more.add(argument);
        return new NodeOptions(name, jar, database, logDirectory, unprotected, more);
    }
}
