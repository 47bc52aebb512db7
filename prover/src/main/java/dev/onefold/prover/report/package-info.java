/**
 * What a person sees and what a program reads: {@link dev.onefold.prover.report.Progress},
 * {@link dev.onefold.prover.report.Summary} and {@link dev.onefold.prover.report.JsonReport}.
 */
@NullMarked
package dev.onefold.prover.report;

import org.jspecify.annotations.NullMarked;
