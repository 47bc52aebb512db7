/**
 * Proof by storm: for each {@link dev.onefold.prover.storms.Technique} duplicates and races at the shop and, the same, at the code
 * without the technique; {@link dev.onefold.prover.storms.StormRun} makes one storm, {@link dev.onefold.prover.storms.Row} judges.
 */
@NullMarked
package dev.onefold.prover.storms;

import org.jspecify.annotations.NullMarked;
