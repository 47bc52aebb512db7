package dev.onefold.testkit;

import dev.onefold.store.TransactionalStore;
import dev.onefold.testkit.MemoryDatabase.Session;
import java.util.List;

/** The contract of joined transactions on a database in memory, whole or broken. */
abstract class MemoryDatabaseContract extends JoinedTransactionContract<Session> {

    private final MemoryDatabase database;

    MemoryDatabaseContract(MemoryDatabase database) {
        this.database = database;
    }

    @Override
    protected TransactionalStore<Session> store() {
        return database.store();
    }

    @Override
    protected <R> R inCallersTransaction(Isolation isolation, Ending ending, CallersWork<Session, R> work)
            throws Exception {
        Session session = database.begin(isolation);
        boolean commit = false;
        try {
            R result = work.run(session.joining(), session);
            commit = ending == Ending.COMMIT;
            return result;
        } finally {
            session.end(commit);
        }
    }

    @Override
    protected void write(Session resource, String effect) {
        resource.write(effect);
    }

    @Override
    protected List<String> effects() {
        return database.effects();
    }
}
