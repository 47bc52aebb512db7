/**
 * What is measured without a database: the engine alone, on the in-memory store, in
 * {@link dev.onefold.benchmarks.engine.EngineBenchmark}, and what a key over HTTP costs beside it, in
 * {@link dev.onefold.benchmarks.engine.HttpBenchmark}.
 */
@NullMarked
package dev.onefold.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
