/**
 * The sending side: {@link dev.onefold.prover.load.SetUp} fills the shop, {@link dev.onefold.prover.load.Load} sends every
 * trading request in copies from many clients while processes are killed.
 */
@NullMarked
package dev.onefold.prover.load;

import org.jspecify.annotations.NullMarked;
