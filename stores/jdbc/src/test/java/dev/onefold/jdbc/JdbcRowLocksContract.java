package dev.onefold.jdbc;

import dev.onefold.row.RowLocks;
import dev.onefold.testkit.RowBench;
import dev.onefold.testkit.RowLocksContract;
import java.sql.Connection;

abstract class JdbcRowLocksContract extends RowLocksContract<Connection> {

    private final JdbcRowBench bench;

    JdbcRowLocksContract(Engine engine) {
        bench = JdbcRowBench.on(engine);
    }

    @Override
    protected RowBench<Connection> bench() {
        return bench;
    }

    @Override
    protected RowLocks<Connection> locks() {
        return JdbcRowLocks.on(bench.dataSource(), "goods", "code");
    }
}
