/** What was found, as {@link dev.onefold.benchmarks.report.Findings}: as JSON, and from that as a page with plots. */
@NullMarked
package dev.onefold.benchmarks.report;

import org.jspecify.annotations.NullMarked;
