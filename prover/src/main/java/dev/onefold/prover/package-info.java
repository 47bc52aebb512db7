/**
 * The command line: {@link dev.onefold.prover.Onefold} is the way in. It knows neither the library nor the shop's classes;
 * it talks HTTP to shop processes and SQL to their database.
 */
@NullMarked
package dev.onefold.prover;

import org.jspecify.annotations.NullMarked;
