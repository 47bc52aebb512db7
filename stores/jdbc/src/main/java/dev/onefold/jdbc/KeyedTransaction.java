package dev.onefold.jdbc;

import dev.onefold.RecordId;
import dev.onefold.jdbc.JdbcTransactions.JdbcTransaction;
import dev.onefold.store.NewRecord;
import dev.onefold.store.TransactionalStore.Claim;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /** Without waiting. What stood in the way of one may be newer than the snapshot: then it is busy. */
    @Override
    public List<Claim> claim(List<RecordId> ids) {
        try {
            return sql.worksTogether() && ids.size() > 1 ? claimTogether(ids) : claimOneByOne(ids);
        } catch (SQLException e) {
            throw Sql.failure("The keys could not be claimed", e);
        }
    }

    private List<Claim> claimOneByOne(List<RecordId> ids) throws SQLException {
        List<Claim> claims = new ArrayList<>();
        for (RecordId id : ids) {
            claims.add(claimBesideOthers(id));
        }
        return claims;
    }

    /** A statement looks for all and one claims those that are new, unless another transaction has one of them. */
    private List<Claim> claimTogether(List<RecordId> ids) throws SQLException {
        Map<RecordId, Row> seen = sql.lookFirst(resource(), ids);
        List<RecordId> unseen = ids.stream().filter(id -> !seen.containsKey(id)).toList();
        Map<RecordId, Boolean> claimed = unseen.isEmpty() ? Map.of() : sql.claim(resource(), unseen);
        List<Claim> claims = new ArrayList<>();
        for (RecordId id : ids) {
            Row row = seen.get(id);
            Boolean granted = claimed.get(id);
            if (row != null) {
                claims.add(new Claim.Seen(row.sighting()));
            } else if (granted == null) {
                claims.add(claimBesideOthers(id));
            } else {
                claims.add(granted ? new Claim.Granted() : lookAgain(id));
            }
        }
        return claims;
    }

    private Claim claimBesideOthers(RecordId id) throws SQLException {
        Row seen = sql.lookFirst(resource(), id);
        if (seen.absent()) {
            if (sql.claim(resource(), id)) {
                return new Claim.Granted();
            }
            return lookAgain(id);
        }
        return new Claim.Seen(seen.sighting());
    }

    private Claim lookAgain(RecordId id) throws SQLException {
        Row seen = sql.look(resource(), id);
        return seen.absent() ? new Claim.Busy() : new Claim.Seen(seen.sighting());
    }

    @Override
    public boolean save(List<NewRecord> finished) {
        if (!sql.worksTogether() || finished.size() == 1) {
            return super.save(finished);
        }
        try {
            return sql.save(resource(), finished);
        } catch (SQLException e) {
            throw Sql.failure("The records could not be written", e);
        }
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
