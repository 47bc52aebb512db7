/** The engine alone, on the in-memory store: {@link dev.onefold.benchmarks.engine.EngineBenchmark}. */
@NullMarked
package dev.onefold.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
