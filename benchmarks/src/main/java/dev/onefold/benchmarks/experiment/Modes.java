package dev.onefold.benchmarks.experiment;

import dev.onefold.Call;
import dev.onefold.Codec;
import dev.onefold.Content;
import dev.onefold.Fingerprint;
import dev.onefold.LeasedOperation;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Outcome;
import dev.onefold.Scope;
import dev.onefold.TransactionalOperation;
import dev.onefold.benchmarks.measure.Caller;
import dev.onefold.benchmarks.measure.Contest;
import dev.onefold.benchmarks.measure.Result;
import dev.onefold.benchmarks.measure.Sample;
import dev.onefold.benchmarks.measure.Way;
import dev.onefold.jdbc.JdbcSchema;
import dev.onefold.jdbc.JdbcStore;
import dev.onefold.prover.database.Database;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The business unprotected, with one bare insert more, protected in each mode, and in batches without protection. */
final class Modes implements Experiment {

    static final Scope SCOPE = new Scope("", "shopper");
    static final TransactionalOperation<Content> TRANSACTIONAL = Operation.transactional("place", Codec.content());
    private static final LeasedOperation<Content> LEASED = Operation.leased("place-leased", Codec.content());

    @Override
    public String name() {
        return "modes";
    }

    @Override
    public String title() {
        return "Modes at the JDBC level";
    }

    @Override
    public void run(Laboratory laboratory) throws Exception {
        boolean cold = true;
        for (int callers : laboratory.effort().callers()) {
            Database database = laboratory.database();
            DataSource pool = laboratory.pool(database, callers);
            Business.create(pool);
            JdbcSchema.initialize(pool);
            Floor.create(pool);
            JdbcStore store = JdbcStore.on(pool);
            Onefold<Connection> onefold = laboratory.closing(Onefold.on(store));
            List<Way> ways = new ArrayList<>(ways(pool, onefold));
            ways.add(Together.way("coalesced", store, laboratory));
            if (callers == 1) {
                ways.add(Together.alwaysSets("coalesced, SQL of sets", store, laboratory));
            }
            ways.add(Together.way("batch", new NoClaims(pool, (connection, records) -> {}), laboratory));
            if (callers > 1) {
                ways.add(Together.way("batch, bare inserts", new NoClaims(pool, Floor::insertAll), laboratory));
            }
            Contest contest = laboratory.contest();
            if (cold) {
                // one caller alone does not keep a compiler busy, and the first contest of a process has the coldest
                // code
                contest.compile(Laboratory.MOST_CONNECTIONS, ways);
                cold = false;
            }
            Result result = contest.run("modes at " + callers + " callers", callers, ways);
            laboratory
                    .findings()
                    .table("modes_" + callers, title() + ", " + callers + " callers", result, "unprotected");
            laboratory
                    .findings()
                    .ratio("transactional_" + callers, result.ratio("transactional", "unprotected", Sample::throughput))
                    .ratio("leased_" + callers, result.ratio("leased", "unprotected", Sample::throughput))
                    .ratio("coalesced_" + callers, result.ratio("coalesced", base(callers), Sample::throughput));
            if (callers == 256) {
                laboratory
                        .findings()
                        .ratio("coalesced_vs_batch", result.ratio("coalesced", "batch", Sample::throughput))
                        .ratio(
                                "coalesced_vs_batch_floor",
                                result.ratio("coalesced", "batch, bare inserts", Sample::throughput))
                        .ratio(
                                "batch_floor_vs_batch",
                                result.ratio("batch, bare inserts", "batch", Sample::throughput));
            }
            if (callers == 16) {
                laboratory
                        .findings()
                        .ratio("transactional_vs_floor", result.ratio("transactional", "floor", Sample::throughput));
            }
        }
    }

    /** One caller alone has nobody to share with: there it is to cost no more than the transactional mode. */
    private static String base(int callers) {
        return callers == 1 ? "transactional" : "unprotected";
    }

    private static List<Way> ways(DataSource pool, Onefold<Connection> onefold) {
        return List.of(
                Way.of("unprotected", caller -> Business.inTransaction(pool, c -> Business.place(c, caller))),
                Way.of(
                        "floor",
                        caller -> Business.inTransaction(pool, connection -> {
                            Business.place(connection, caller);
                            Floor.insert(connection, call(caller));
                        })),
                transactional("transactional", onefold),
                Way.of(
                        "leased",
                        caller -> requireApplied(onefold.execute(LEASED, call(caller), attempt -> {
                            Business.inTransaction(pool, connection -> Business.place(connection, caller));
                            return Business.ANSWER;
                        }))));
    }

    static Way transactional(String name, Onefold<Connection> onefold) {
        return Way.of(
                name,
                caller -> requireApplied(onefold.execute(TRANSACTIONAL, call(caller), connection -> {
                    Business.place(connection, caller);
                    return Business.ANSWER;
                })));
    }

    /** Whatever else a new request is told, it is not what is measured. */
    static void requireApplied(Outcome<?> outcome) {
        if (outcome.kind() != Outcome.Kind.APPLIED) {
            throw new IllegalStateException("A new request was not applied: " + outcome);
        }
    }

    /** A request that was never made before. */
    static Call call(Caller caller) {
        String key = caller.newKey();
        return Call.of(SCOPE, key, Fingerprint.ofText("POST", "/orders", key));
    }
}
