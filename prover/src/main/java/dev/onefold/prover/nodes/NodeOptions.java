package dev.onefold.prover.nodes;

import dev.onefold.prover.database.Database;
import java.nio.file.Path;

/**
 * What every process is started with.
 *
 * @param name what it is called in messages and in the names of its logs
 * @param jar the executable jar
 * @param database its database
 * @param logDirectory where each node's output goes, one file a node
 * @param unprotected whether it is told to do without idempotency
 */
public record NodeOptions(String name, Path jar, Database database, Path logDirectory, boolean unprotected) {

    /** The shop. */
    public static NodeOptions shop(Path jar, Database database, Path logDirectory, boolean unprotected) {
        return new NodeOptions("shop", jar, database, logDirectory, unprotected);
    }
}
