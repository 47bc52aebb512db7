package dev.onefold.testkit;

import dev.onefold.RecordId;
import dev.onefold.store.NewRecord;

/** Databases with one mistake each, as test classes that must fail. */
final class BrokenJoinedStores {

    private BrokenJoinedStores() {}

    static class WorkNotUndone extends MemoryDatabaseContract {
        WorkNotUndone() {
            super(new MemoryDatabase() {
                @Override
                void undo(Session session, int mark) {
                    // what was done stays done
                }
            });
        }
    }

    static class CallersWorkUndoneToo extends MemoryDatabaseContract {
        CallersWorkUndoneToo() {
            super(new MemoryDatabase() {
                @Override
                void undo(Session session, int mark) {
                    super.undo(session, 0);
                }
            });
        }
    }

    static class RecordCommittedBeforeTheCaller extends MemoryDatabaseContract {
        RecordCommittedBeforeTheCaller() {
            super(new MemoryDatabase() {
                @Override
                void save(NewRecord record, Session session) {
                    commitNow(record);
                }
            });
        }
    }

    static class OldSnapshotBelieved extends MemoryDatabaseContract {
        OldSnapshotBelieved() {
            super(new MemoryDatabase() {
                @Override
                boolean conflicts(RecordId id, Session session) {
                    return false;
                }
            });
        }
    }

    static class ClaimWithoutALock extends MemoryDatabaseContract {
        ClaimWithoutALock() {
            super(new MemoryDatabase() {
                @Override
                boolean lock(RecordId id, Session session) {
                    return true;
                }

                @Override
                boolean conflicts(RecordId id, Session session) {
                    return false;
                }
            });
        }
    }
}
