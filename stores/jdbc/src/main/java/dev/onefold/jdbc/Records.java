package dev.onefold.jdbc;

import dev.onefold.RecordId;
import dev.onefold.jdbc.JdbcTransactions.JdbcTransaction;
import dev.onefold.store.LeasedStore;
import dev.onefold.store.TransactionalStore.Transaction;
import java.sql.Connection;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/**
 * How a database keeps records: the one place where databases part. PostgreSQL claims by an advisory lock and drops
 * partitions; on the others the primary key is the claim, and expired rows are deleted in batches.
 */
record Records(
        Function<JdbcTransaction, Transaction<Connection>> transactions,
        LeasedStore leases,
        Predicate<RecordId> atWork,
        IntSupplier maintenance) {

    static Records on(Dialect dialect, Connections connections, Buckets buckets, boolean together) {
        if (dialect == Dialect.POSTGRESQL) {
            Statements statements = Statements.of(buckets);
            Partitions partitions = new Partitions(connections, buckets);
            partitions.maintain();
            Leases leases = new Leases(connections, statements, together);
            return new Records(
                    transaction -> new RecordTransaction(transaction, statements, together),
                    leases,
                    leases::isLocked,
                    partitions::maintain);
        }
        KeyedSql sql = connections.autoCommitting("The database could not be asked what it can", KeyedSql::of);
        return new Records(
                transaction -> new KeyedTransaction(transaction, sql),
                new KeyedLeases(connections, sql),
                // a claim is a row that nobody else sees, and to ask for it would be to take it
                id -> false,
                new KeyedRetention(connections, sql, dialect)::maintain);
    }

    static String guard(Dialect dialect) {
        return dialect == Dialect.POSTGRESQL ? Statements.GUARD : KeyedSql.guard(dialect);
    }

    /** An identity as the database's claims have it. */
    static Object id(Dialect dialect, RecordId id) {
        return dialect == Dialect.POSTGRESQL ? Statements.id(id) : id.bytes();
    }
}
