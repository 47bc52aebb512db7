package dev.onefold.benchmarks.experiment;

import dev.onefold.AnswerCache;
import dev.onefold.Call;
import dev.onefold.Fingerprint;
import dev.onefold.Onefold;
import dev.onefold.Outcome;
import dev.onefold.benchmarks.measure.Caller;
import dev.onefold.benchmarks.measure.Result;
import dev.onefold.benchmarks.measure.Sample;
import dev.onefold.benchmarks.measure.Way;
import dev.onefold.jdbc.JdbcSchema;
import dev.onefold.jdbc.JdbcStore;
import java.sql.Connection;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** A repeat beside a first request: from the database, and from the memory of the process. */
final class Replays implements Experiment {

    private static final int CALLERS = 16;
    private static final int KEYS = 2_000;

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public String title() {
        return "Replays at the JDBC level";
    }

    @Override
    public void run(Laboratory laboratory) throws Exception {
        DataSource pool = laboratory.pool(laboratory.database(), CALLERS);
        Business.create(pool);
        JdbcSchema.initialize(pool);
        JdbcStore store = JdbcStore.on(pool);
        Onefold<Connection> plain = laboratory.closing(Onefold.on(store));
        Onefold<Connection> caching = laboratory.closing(Onefold.<Connection>builder()
                .transactional(store)
                .cache(AnswerCache.of(2 * KEYS))
                .build());
        List<Call> known = IntStream.range(0, KEYS)
                .mapToObj(key -> Call.of(Modes.SCOPE, "known-" + key, Fingerprint.ofText("POST", "/orders", "" + key)))
                .toList();
        for (Call call : known) {
            plain.execute(Modes.TRANSACTIONAL, call, connection -> Business.ANSWER);
        }
        Result result = laboratory
                .contest()
                .run(
                        "replays",
                        CALLERS,
                        List.of(
                                Modes.transactional("first request", plain),
                                replay("replay", plain, known),
                                replay("replay, cached", caching, known)));
        laboratory
                .findings()
                .table(name(), title() + ", " + CALLERS + " callers", result, "first request")
                .ratio("replay", result.ratio("replay", "first request", Sample::throughput))
                .ratio("replay_cached", result.ratio("replay, cached", "first request", Sample::throughput));
    }

    private static Way replay(String name, Onefold<Connection> onefold, List<Call> known) {
        return Way.of(name, caller -> {
            Outcome<?> outcome = onefold.execute(Modes.TRANSACTIONAL, any(known, caller), connection -> {
                throw new IllegalStateException("A replay ran");
            });
            // two copies of a key at the same time meet, and one of them is told so
            if (outcome.kind() != Outcome.Kind.REPLAYED && outcome.kind() != Outcome.Kind.IN_PROGRESS) {
                throw new IllegalStateException("Not a replay: " + outcome.kind());
            }
        });
    }

    private static Call any(List<Call> known, Caller caller) {
        return known.get(caller.draw(known.size()));
    }
}
