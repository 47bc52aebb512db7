package dev.onefold.jdbc;

import dev.onefold.row.UniqueInserts;
import dev.onefold.row.UniqueKey;
import dev.onefold.testkit.RowBench;
import dev.onefold.testkit.UniqueInsertsContract;
import java.sql.Connection;

abstract class JdbcUniqueInsertsContract extends UniqueInsertsContract<Connection> {

    final JdbcRowBench bench;

    JdbcUniqueInsertsContract(Engine engine) {
        bench = JdbcRowBench.on(engine);
    }

    @Override
    protected RowBench<Connection> bench() {
        return bench;
    }

    @Override
    protected UniqueInserts<Connection> inserts(UniqueKey key) {
        return JdbcUniqueInserts.on(bench.dataSource(), key);
    }
}
