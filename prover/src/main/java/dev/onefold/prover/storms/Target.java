package dev.onefold.prover.storms;

import dev.onefold.prover.database.Database;
import dev.onefold.prover.nodes.Nodes;

/**
 * What a storm hits.
 *
 * @param nodes its processes
 * @param database where its effects are
 * @param judged whether its answers are judged too, or only its tables
 */
public record Target(Nodes nodes, Database database, boolean judged) {}
