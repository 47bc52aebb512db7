package dev.onefold.jdbc;

import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.Mismatch;
import dev.onefold.Outcome.Rejected;
import dev.onefold.Outcome.Replayed;
import dev.onefold.Outcome.Stale;
import dev.onefold.row.Columns;
import dev.onefold.row.Deleted;
import dev.onefold.row.Deletions;
import dev.onefold.row.UniqueInserts;
import dev.onefold.row.UniqueKey;
import dev.onefold.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Unique inserts and deletions with one mistake each, as test classes that must fail. */
final class BrokenIdentities {

    private BrokenIdentities() {}

    private interface Own<R> {
        Outcome<R> on(Connection own);
    }

    private static <R> Outcome<R> inATransactionOfItsOwn(JdbcRowBench bench, Own<R> step) {
        try (Connection own = bench.dataSource().getConnection()) {
            own.setAutoCommit(false);
            Outcome<R> outcome = step.on(own);
            own.commit();
            return outcome;
        } catch (SQLException e) {
            throw new StoreException("own", e);
        }
    }

    abstract static class BrokenInserts extends JdbcUniqueInsertsContract {

        BrokenInserts() {
            super(Engine.H2);
        }

        abstract Outcome<Columns> insert(UniqueInserts<Connection> real, Connection transaction, Columns row);

        @Override
        protected UniqueInserts<Connection> inserts(UniqueKey key) {
            UniqueInserts<Connection> real = super.inserts(key);
            return (transaction, row) -> insert(real, transaction, row);
        }
    }

    static class ContentNotCompared extends BrokenInserts {
        @Override
        Outcome<Columns> insert(UniqueInserts<Connection> real, Connection transaction, Columns row) {
            Outcome<Columns> outcome = real.insert(transaction, row);
            return outcome instanceof Mismatch ? new Replayed<>(row, Instant.EPOCH) : outcome;
        }
    }

    static class RepeatTakenForTheFirst extends BrokenInserts {
        @Override
        Outcome<Columns> insert(UniqueInserts<Connection> real, Connection transaction, Columns row) {
            Outcome<Columns> outcome = real.insert(transaction, row);
            return outcome instanceof Replayed<Columns> replayed ? new Applied<>(replayed.value()) : outcome;
        }
    }

    static class RowInATransactionOfItsOwn extends BrokenInserts {
        @Override
        Outcome<Columns> insert(UniqueInserts<Connection> real, Connection transaction, Columns row) {
            return inATransactionOfItsOwn(bench, own -> real.insert(own, row));
        }
    }

    abstract static class BrokenDeletions extends JdbcDeletionsContract {

        BrokenDeletions() {
            super(Engine.H2);
        }

        abstract Outcome<Deleted> delete(
                Deletions<Connection> real, Connection transaction, Columns key, Columns seen, String request);

        @Override
        protected Deletions<Connection> deletions() {
            Deletions<Connection> real = super.deletions();
            return new Deletions<>() {
                @Override
                public Outcome<Deleted> delete(Connection transaction, Columns key, Columns seen, String request) {
                    return BrokenDeletions.this.delete(real, transaction, key, seen, request);
                }

                @Override
                public Optional<Deleted> find(Connection transaction, Columns key) {
                    return real.find(transaction, key);
                }

                @Override
                public int purge(int atMost) {
                    return real.purge(atMost);
                }
            };
        }
    }

    static class DeletionByKeyAlone extends BrokenDeletions {
        @Override
        Outcome<Deleted> delete(
                Deletions<Connection> real, Connection transaction, Columns key, Columns seen, String request) {
            Outcome<Deleted> outcome = real.delete(transaction, key, seen, request);
            if (!(outcome instanceof Stale)) {
                return outcome;
            }
            try {
                GuardedTable.update(transaction, "DELETE FROM goods WHERE code = ?", key.text("code"));
                return new Applied<>(new Deleted(Instant.EPOCH, request));
            } catch (SQLException e) {
                throw new StoreException("delete", e);
            }
        }
    }

    static class EveryDeletionTellsOfItself extends BrokenDeletions {
        @Override
        Outcome<Deleted> delete(
                Deletions<Connection> real, Connection transaction, Columns key, Columns seen, String request) {
            Outcome<Deleted> outcome = real.delete(transaction, key, seen, request);
            return outcome instanceof Replayed<Deleted> replayed ? new Applied<>(replayed.value()) : outcome;
        }
    }

    static class TombstoneWithoutTheDeletion extends BrokenDeletions {
        @Override
        Outcome<Deleted> delete(
                Deletions<Connection> real, Connection transaction, Columns key, Columns seen, String request) {
            Outcome<Deleted> outcome = inATransactionOfItsOwn(bench, own -> real.delete(own, key, seen, request));
            return outcome instanceof Rejected ? real.delete(transaction, key, seen, request) : outcome;
        }
    }
}
