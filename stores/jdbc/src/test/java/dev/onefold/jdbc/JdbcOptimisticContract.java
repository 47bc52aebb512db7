package dev.onefold.jdbc;

import dev.onefold.row.BatchDeductions;
import dev.onefold.row.ConditionalUpdates;
import dev.onefold.row.Deductions;
import dev.onefold.row.Quantity;
import dev.onefold.testkit.OptimisticContract;
import dev.onefold.testkit.RowBench;
import java.sql.Connection;
import java.time.Duration;

abstract class JdbcOptimisticContract extends OptimisticContract<Connection> {

    private static final Quantity NUMBER = Quantity.left("goods", "number", "code");

    private static final Quantity ABOVE_USED = Quantity.leftAbove("goods", "number", "used", "code");

    /** Less than what MariaDB counts. */
    private static final Duration SHORT = Duration.ofMillis(200);

    private static final Duration LONG = Duration.ofSeconds(30);

    final JdbcRowBench bench;

    JdbcOptimisticContract(Engine engine) {
        bench = JdbcRowBench.on(engine);
    }

    @Override
    protected RowBench<Connection> bench() {
        return bench;
    }

    @Override
    protected ConditionalUpdates<Connection> updates() {
        return JdbcConditionalUpdates.on(bench.dataSource(), SHORT, "goods", "version", "code");
    }

    @Override
    protected Deductions<Connection> deductions() {
        return JdbcDeductions.on(bench.dataSource(), NUMBER, LONG);
    }

    @Override
    protected Deductions<Connection> impatientDeductions() {
        return JdbcDeductions.on(bench.dataSource(), NUMBER, SHORT);
    }

    @Override
    protected Deductions<Connection> uses() {
        return JdbcDeductions.on(bench.dataSource(), Quantity.usedOf("goods", "used", "number", "code"));
    }

    @Override
    protected Deductions<Connection> aboveUsed() {
        return JdbcDeductions.on(bench.dataSource(), ABOVE_USED);
    }

    @Override
    protected BatchDeductions<Connection> batches() {
        return JdbcBatchDeductions.on(bench.dataSource(), NUMBER, LONG);
    }

    @Override
    protected BatchDeductions<Connection> impatientBatches() {
        return JdbcBatchDeductions.on(bench.dataSource(), NUMBER, SHORT);
    }

    @Override
    protected BatchDeductions<Connection> batchesOfUses() {
        return JdbcBatchDeductions.on(bench.dataSource(), Quantity.usedOf("goods", "used", "number", "code"));
    }

    @Override
    protected BatchDeductions<Connection> batchesAboveUsed() {
        return JdbcBatchDeductions.on(bench.dataSource(), ABOVE_USED);
    }
}
