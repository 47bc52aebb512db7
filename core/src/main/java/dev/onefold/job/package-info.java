/**
 * Jobs that happen once per period, whoever starts them and however often: {@link dev.onefold.job.Jobs} is the way in.
 * Stores implement {@link dev.onefold.job.JobStore}.
 */
@NullMarked
package dev.onefold.job;

import org.jspecify.annotations.NullMarked;
