package dev.onefold.jdbc;

import dev.onefold.Decision;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.Rejected;
import dev.onefold.Outcome.Stale;
import dev.onefold.RecordId;
import dev.onefold.Scope;
import dev.onefold.jdbc.Allotment.Stand;
import dev.onefold.row.BatchDeductions;
import dev.onefold.row.Columns;
import dev.onefold.row.ConditionalUpdates;
import dev.onefold.row.Deduction;
import dev.onefold.row.Deductions;
import dev.onefold.row.LockWait;
import dev.onefold.row.RowKey;
import dev.onefold.row.RowLocks;
import dev.onefold.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Guards with one mistake each, as test classes that must fail. */
final class BrokenRowGuards {

    private BrokenRowGuards() {}

    abstract static class BrokenLocks extends JdbcRowLocksContract {

        BrokenLocks() {
            super(Engine.H2);
        }

        abstract Outcome<List<RowKey>> lock(
                RowLocks<Connection> real, Connection transaction, Collection<RowKey> keys, LockWait wait);

        @Override
        protected RowLocks<Connection> locks() {
            RowLocks<Connection> real = super.locks();
            return (transaction, keys, wait) -> lock(real, transaction, keys, wait);
        }
    }

    static class LocksInTheCallersOrder extends BrokenLocks {
        @Override
        Outcome<List<RowKey>> lock(
                RowLocks<Connection> real, Connection transaction, Collection<RowKey> keys, LockWait wait) {
            List<RowKey> locked = new ArrayList<>();
            for (RowKey key : keys) {
                if (!(real.lock(transaction, key, wait) instanceof Applied<List<RowKey>> applied)) {
                    return real.lock(transaction, keys, wait);
                }
                locked.addAll(applied.value());
            }
            return new Applied<>(locked);
        }
    }

    static class MissingRowsTakenForLocked extends BrokenLocks {
        @Override
        Outcome<List<RowKey>> lock(
                RowLocks<Connection> real, Connection transaction, Collection<RowKey> keys, LockWait wait) {
            Outcome<List<RowKey>> outcome = real.lock(transaction, keys, wait);
            return outcome instanceof Stale ? new Applied<>(List.copyOf(keys)) : outcome;
        }
    }

    static class ReadsThatLockNothing extends BrokenLocks {
        @Override
        Outcome<List<RowKey>> lock(
                RowLocks<Connection> real, Connection transaction, Collection<RowKey> keys, LockWait wait) {
            return new Applied<>(List.copyOf(keys));
        }
    }

    abstract static class BrokenDeductions extends JdbcOptimisticContract {

        BrokenDeductions() {
            super(Engine.H2);
        }

        abstract Outcome<SortedMap<RowKey, Long>> deduct(
                Deductions<Connection> real, Connection transaction, Deduction deduction);

        @Override
        protected Deductions<Connection> deductions() {
            Deductions<Connection> real = super.deductions();
            return (transaction, deduction) -> deduct(real, transaction, deduction);
        }
    }

    static class ConditionalUpdateWithoutAnIdentity extends BrokenDeductions {
        @Override
        Outcome<SortedMap<RowKey, Long>> deduct(
                Deductions<Connection> real, Connection transaction, Deduction deduction) {
            RecordId another =
                    RecordId.of(new Scope("", "nobody"), UUID.randomUUID().toString());
            return real.deduct(transaction, new Deduction(another, deduction.lines()));
        }
    }

    static class ShortageForgotten extends BrokenDeductions {
        @Override
        Outcome<SortedMap<RowKey, Long>> deduct(
                Deductions<Connection> real, Connection transaction, Deduction deduction) {
            Outcome<SortedMap<RowKey, Long>> outcome = real.deduct(transaction, deduction);
            if (outcome instanceof Rejected) {
                update(
                        transaction,
                        "DELETE FROM onefold_deduction WHERE id = ?",
                        deduction.request().bytes());
            }
            return outcome;
        }
    }

    static class DeductionInATransactionOfItsOwn extends BrokenDeductions {
        @Override
        Outcome<SortedMap<RowKey, Long>> deduct(
                Deductions<Connection> real, Connection transaction, Deduction deduction) {
            try (Connection own = bench.dataSource().getConnection()) {
                own.setAutoCommit(false);
                Outcome<SortedMap<RowKey, Long>> outcome = real.deduct(own, deduction);
                own.commit();
                return outcome;
            } catch (SQLException e) {
                throw new StoreException("own", e);
            }
        }
    }

    static class VersionComparedBeforeTheUpdate extends JdbcOptimisticContract {

        private final CyclicBarrier bothHaveRead = new CyclicBarrier(2);

        VersionComparedBeforeTheUpdate() {
            super(Engine.H2);
        }

        @Override
        protected ConditionalUpdates<Connection> updates() {
            ConditionalUpdates<Connection> real = super.updates();
            return new ConditionalUpdates<>() {
                @Override
                public Outcome<Long> update(Connection transaction, RowKey key, long expectedVersion, Columns changes) {
                    try {
                        if (bench.read(transaction, key, "version") != expectedVersion) {
                            return new Stale<>("version");
                        }
                        meet(bothHaveRead);
                        return real.updateIf(
                                transaction,
                                key,
                                Columns.of("code", key.values().get(0)),
                                changes);
                    } catch (SQLException e) {
                        throw new StoreException("read", e);
                    }
                }

                @Override
                public Outcome<Long> updateIf(Connection transaction, RowKey key, Columns expected, Columns changes) {
                    return real.updateIf(transaction, key, expected, changes);
                }
            };
        }
    }

    /** Of a crowd two meet here, after they read and before they write; whoever is alone goes on. */
    private static void meet(CyclicBarrier bothHaveRead) {
        try {
            bothHaveRead.await(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
            bothHaveRead.reset();
        }
    }

    private static void update(Connection connection, String sql, Object... parameters) {
        try {
            GuardedTable.update(connection, sql, parameters);
        } catch (SQLException e) {
            throw new StoreException(sql, e);
        }
    }

    /** Shares out what it read before it had the rows. */
    static class BatchFromAnOldRead extends JdbcOptimisticContract {

        private final CyclicBarrier bothHaveRead = new CyclicBarrier(2);

        BatchFromAnOldRead() {
            super(Engine.H2);
        }

        @Override
        protected BatchDeductions<Connection> batches() {
            return (transaction, requests) -> {
                Map<RowKey, Stand> read = new HashMap<>();
                requests.forEach(request -> request.keySet().forEach(key -> read.put(key, stand(transaction, key))));
                meet(bothHaveRead);
                Allotment allotment = new Allotment(read);
                List<Decision<SortedMap<RowKey, Long>>> decisions =
                        requests.stream().map(allotment::serve).toList();
                allotment
                        .changes()
                        .forEach((key, amount) -> update(
                                transaction,
                                "UPDATE goods SET number = number - ? WHERE code = ?",
                                amount,
                                key.values().get(0)));
                return decisions;
            };
        }

        private Stand stand(Connection transaction, RowKey key) {
            try {
                return new Stand(bench.read(transaction, key, "number"), Long.MAX_VALUE);
            } catch (SQLException e) {
                throw new StoreException("read", e);
            }
        }
    }
}
