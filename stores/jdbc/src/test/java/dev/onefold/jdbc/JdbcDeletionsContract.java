package dev.onefold.jdbc;

import dev.onefold.row.Deletions;
import dev.onefold.testkit.DeletionsContract;
import dev.onefold.testkit.RowBench;
import java.sql.Connection;

abstract class JdbcDeletionsContract extends DeletionsContract<Connection> {

    final JdbcRowBench bench;

    JdbcDeletionsContract(Engine engine) {
        bench = JdbcRowBench.on(engine);
    }

    @Override
    protected RowBench<Connection> bench() {
        return bench;
    }

    @Override
    protected Deletions<Connection> deletions() {
        return JdbcDeletions.on(bench.dataSource(), GOODS);
    }
}
