/**
 * What a run can end with: an {@link dev.onefold.prover.verdict.ExitStatus}, its {@link dev.onefold.prover.verdict.Violation}s,
 * or one of the two reasons for which there is no answer.
 */
@NullMarked
package dev.onefold.prover.verdict;

import org.jspecify.annotations.NullMarked;
