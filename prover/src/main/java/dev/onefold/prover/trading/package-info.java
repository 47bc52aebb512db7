/**
 * Trading as rows: read from a file ({@link dev.onefold.prover.trading.TradingFile}) or made up under a seed
 * ({@link dev.onefold.prover.trading.TradingDay}), and gathered into the documents that are sent
 * ({@link dev.onefold.prover.trading.Documents}).
 */
@NullMarked
package dev.onefold.prover.trading;

import org.jspecify.annotations.NullMarked;
