package dev.onefold.jdbc;

import dev.onefold.RecordId;
import dev.onefold.jdbc.JdbcTransactions.JdbcTransaction;
import dev.onefold.store.NewRecord;
import dev.onefold.store.TransactionalStore.Claim;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Look, insert, work, update, commit: a record whose primary key is its claim, in the transaction of the business. */
final class KeyedTransaction extends BusinessTransaction {

    private static final Logger log = LoggerFactory.getLogger(JdbcStore.class);

    private final KeyedSql sql;
    private @Nullable RecordId claimed;

    KeyedTransaction(JdbcTransaction transaction, KeyedSql sql) {
        super(transaction);
        this.sql = sql;
    }

    @Override
    public Claim claim(RecordId id) {
        try {
            Row seen = sql.lookFirst(resource(), id);
            if (seen.absent()) {
                if (sql.claim(resource(), id)) {
                    claimed = id;
                    return new Claim.Granted();
                }
                if (!joined()) {
                    // what stood in the way may be newer than the snapshot
                    resource().rollback();
                }
                seen = sql.look(resource(), id);
            }
            return seen.absent() ? new Claim.Busy() : new Claim.Seen(seen.sighting());
        } catch (SQLException e) {
            throw Sql.failure("The key could not be claimed", e);
        }
    }

    /** One by one, each without waiting. What stood in the way of one may be newer than the snapshot: then it is busy. */
    @Override
    public List<Claim> claim(List<RecordId> ids) {
        List<Claim> claims = new ArrayList<>();
        try {
            for (RecordId id : ids) {
                claims.add(claimBesideOthers(id));
            }
            return claims;
        } catch (SQLException e) {
            throw Sql.failure("The keys could not be claimed", e);
        }
    }

    private Claim claimBesideOthers(RecordId id) throws SQLException {
        Row seen = sql.lookFirst(resource(), id);
        if (seen.absent()) {
            if (sql.claim(resource(), id)) {
                return new Claim.Granted();
            }
            seen = sql.look(resource(), id);
        }
        return seen.absent() ? new Claim.Busy() : new Claim.Seen(seen.sighting());
    }

    /** False if the claim is no more: the database rolled the transaction back, and the work did not tell. */
    @Override
    public boolean save(NewRecord finished) {
        try {
            boolean saved = sql.save(resource(), finished);
            if (saved) {
                claimed = null;
                kept();
            }
            return saved;
        } catch (SQLException e) {
            throw Sql.failure("The record could not be written", e);
        }
    }

    @Override
    public void close() {
        if (joined() && claimed != null) {
            try {
                sql.unclaim(resource(), claimed);
            } catch (SQLException e) {
                log.debug("A claim that came to nothing goes with the caller's transaction, or is forgotten later", e);
            }
        }
        super.close();
    }
}
