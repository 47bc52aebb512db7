package dev.onefold.jdbc;

import dev.onefold.jdbc.JdbcTransactions.JdbcTransaction;
import dev.onefold.store.LeasedStore;
import dev.onefold.store.TransactionalStore.Transaction;
import java.sql.Connection;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * How a database keeps records: the one place where databases part. PostgreSQL claims by an advisory lock and drops
 * partitions; on the others the primary key is the claim, and expired rows are deleted in batches.
 */
record Records(
        Function<JdbcTransaction, Transaction<Connection>> transactions, LeasedStore leases, IntSupplier maintenance) {

    static Records on(Dialect dialect, Connections connections, Buckets buckets, boolean together) {
        if (dialect == Dialect.POSTGRESQL) {
            Statements statements = Statements.of(buckets);
            Partitions partitions = new Partitions(connections, buckets);
            partitions.maintain();
            return new Records(
                    transaction -> new RecordTransaction(transaction, statements, together),
                    new Leases(connections, statements, together),
                    partitions::maintain);
        }
        KeyedSql sql = connections.autoCommitting("The database could not be asked what it can", KeyedSql::of);
        return new Records(
                transaction -> new KeyedTransaction(transaction, sql),
                new KeyedLeases(connections, sql),
                new KeyedRetention(connections, sql, dialect)::maintain);
    }

    static String guard(Dialect dialect) {
        return dialect == Dialect.POSTGRESQL ? Statements.GUARD : KeyedSql.guard(dialect);
    }
}
