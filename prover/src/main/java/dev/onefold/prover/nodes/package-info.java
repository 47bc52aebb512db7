/**
 * Shop processes: {@link dev.onefold.prover.nodes.Nodes} starts, kills, restarts and stops them.
 */
@NullMarked
package dev.onefold.prover.nodes;

import org.jspecify.annotations.NullMarked;
