package dev.onefold.benchmarks.engine;

import dev.onefold.Call;
import dev.onefold.Codec;
import dev.onefold.Content;
import dev.onefold.Fingerprint;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Outcome;
import dev.onefold.TransactionalOperation;
import dev.onefold.store.InMemoryStore;
import dev.onefold.store.InMemoryStore.Effects;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the engine adds to a first request and to a replay when the store costs next to nothing: keys and fingerprints
 * are made beforehand. A batch of calls is measured at a time, on a store that was emptied before.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseSerialGC"})
public class EngineBenchmark {

    private static final int CALLS = 1 << 16;
    private static final Content ANSWER = Content.text("placed");

    private final TransactionalOperation<Content> place = Operation.transactional("place", Codec.content());
    private final Call[] calls = IntStream.range(0, CALLS)
            .mapToObj(n -> Call.of(new dev.onefold.Scope("", "shopper"), "key-" + n, Fingerprint.ofText("" + n)))
            .toArray(Call[]::new);
    private Onefold<Effects> empty = engine();
    private final Onefold<Effects> full = engine();
    private int next;

    /** A store for each iteration would be too small, so the engine is replaced whenever all calls were made. */
    private static Onefold<Effects> engine() {
        return Onefold.on(new InMemoryStore(InstantSource.system(), 2 * CALLS));
    }

    /** Fills what replays come from. */
    @Setup(Level.Trial)
    public void fill() {
        for (Call call : calls) {
            full.execute(place, call, effects -> ANSWER);
        }
    }

    /** A key that was never seen. */
    @Benchmark
    public Outcome<Content> first() {
        if (next == CALLS) {
            next = 0;
            empty.close();
            empty = engine();
        }
        return empty.execute(place, calls[next++], effects -> ANSWER);
    }

    /** A key that is known. */
    @Benchmark
    public Outcome<Content> replay() {
        next = (next + 1) & (CALLS - 1);
        return full.execute(place, calls[next], effects -> ANSWER);
    }
}
