package dev.onefold.benchmarks.experiment;

import dev.onefold.benchmarks.engine.EngineBenchmark;
import dev.onefold.benchmarks.engine.HttpBenchmark;
import dev.onefold.benchmarks.measure.Spread;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** The engine without a database, in nanoseconds and bytes: JMH runs it in a process of its own. */
final class Engine implements Experiment {

    @Override
    public String name() {
        return "engine";
    }

    @Override
    public String title() {
        return "The engine alone, on the in-memory store";
    }

    @Override
    public void run(Laboratory laboratory) throws Exception {
        laboratory.terminal().say("JMH: first, replay and what HTTP adds");
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(EngineBenchmark.class.getName())
                .include(HttpBenchmark.class.getName())
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        int millis = laboratory.effort().windowMillis();
        if (millis < 100) {
            options.forks(0).warmupIterations(1).measurementIterations(1);
        }
        options.warmupTime(TimeValue.milliseconds(millis)).measurementTime(TimeValue.milliseconds(millis));
        Collection<RunResult> results = new Runner(options.build()).run();
        for (RunResult result : results) {
            String label = result.getParams().getBenchmark();
            String name = label.substring(label.lastIndexOf('.') + 1);
            Statistics nanos = result.getPrimaryResult().getStatistics();
            laboratory
                    .findings()
                    .figure("engine_" + name + "_p50_ns", Spread.once(nanos.getPercentile(50)))
                    .figure("engine_" + name + "_p99_ns", Spread.once(nanos.getPercentile(99)));
            for (Result<?> secondary : List.copyOf(result.getSecondaryResults().values())) {
                if (secondary.getLabel().endsWith("gc.alloc.rate.norm")) {
                    laboratory.findings().figure("engine_" + name + "_bytes", Spread.once(secondary.getScore()));
                }
            }
        }
    }
}
