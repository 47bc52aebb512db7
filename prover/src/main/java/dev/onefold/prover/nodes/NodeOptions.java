package dev.onefold.prover.nodes;

import dev.onefold.prover.database.Database;
import java.nio.file.Path;

/**
 * What every shop process is started with.
 *
 * @param shopJar the executable jar of the shop
 * @param database its database
 * @param logDirectory where each node's output goes, one file a node
 * @param unprotected whether the shop is told to do without idempotency
 */
public record NodeOptions(Path shopJar, Database database, Path logDirectory, boolean unprotected) {}
