/** What is measured: one class for each question behind {@link dev.onefold.benchmarks.experiment.Experiment}. */
@NullMarked
package dev.onefold.benchmarks.experiment;

import org.jspecify.annotations.NullMarked;
