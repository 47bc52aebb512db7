/** How a figure is made: {@link dev.onefold.benchmarks.measure.Contest} lets ways of doing the same thing take turns. */
@NullMarked
package dev.onefold.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
