package dev.onefold.store;

import dev.onefold.Content;
import dev.onefold.Fingerprint;
import dev.onefold.RecordId;
import dev.onefold.store.LeasedStore.Lease;
import dev.onefold.store.LeasedStore.LeaseRequest;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the in-memory store holds under one identity. What anybody but a transaction itself sees of it is immutable. */
sealed interface Slot {

    /** What anybody may see of it. */
    Sighting seenAt(Instant now);

    /** A transaction is at work; what it does is not committed, so there is nothing to see. */
    final class Working implements Slot {

        private final RecordId id;
        private final Object transaction;
        private final @Nullable Working before;
        private @Nullable NewRecord finished;

        /**
         * A claim.
         *
         * @param before the last claim of the same transaction, or null
         */
        Working(RecordId id, Object transaction, @Nullable Working before) {
            this.id = id;
            this.transaction = transaction;
            this.before = before;
        }

        RecordId id() {
            return id;
        }

        boolean isOf(Object other) {
            return transaction == other;
        }

        @Nullable
        Working before() {
            return before;
        }

        /** Called and asked by the transaction only. */
        void finish(NewRecord record) {
            finished = record;
        }

        @Nullable
        NewRecord finished() {
            return finished;
        }

        @Override
        public Sighting seenAt(Instant now) {
            return new Sighting.Absent();
        }
    }

    /** A leased owner is, or was, at work. */
    record Claimed(
            String owner,
            long fence,
            String operation,
            Fingerprint fingerprint,
            Instant until,
            boolean takeOver,
            boolean doubted)
            implements Slot {

        @Override
        public Sighting seenAt(Instant now) {
            boolean lapsed = !heldAt(now);
            return lapsed && (doubted || !takeOver)
                    ? new Sighting.InDoubt(operation, fingerprint)
                    : new Sighting.Held(operation, fingerprint, lapsed ? Duration.ZERO : Duration.between(now, until));
        }

        boolean heldAt(Instant now) {
            return !doubted && now.isBefore(until);
        }

        /** Whether the same request may take it over. */
        boolean openTo(LeaseRequest request, Instant now) {
            return takeOver
                    && !doubted
                    && !heldAt(now)
                    && operation.equals(request.operation())
                    && fingerprint.equals(request.fingerprint());
        }

        boolean isOf(Lease lease) {
            return owner.equals(lease.owner()) && fence == lease.fence();
        }

        Lease lease(RecordId id) {
            return new Lease(id, owner, fence);
        }

        Claimed until(Instant other) {
            return new Claimed(owner, fence, operation, fingerprint, other, takeOver, doubted);
        }

        Claimed inDoubt() {
            return new Claimed(owner, fence, operation, fingerprint, until, takeOver, true);
        }
    }

    /** A finished record, and the lease that finished it if one did. */
    record Done(NewRecord record, Instant at, @Nullable Lease by) implements Slot {

        @Override
        public Sighting seenAt(Instant now) {
            Duration age = Duration.between(at, now);
            if (age.compareTo(record.knownFor()) >= 0) {
                return new Sighting.Absent();
            }
            Content content = age.compareTo(record.answerFor()) < 0 ? record.content() : null;
            return new Sighting.Finished(
                    record.operation(), record.fingerprint(), record.verdict(), record.code(), content, at);
        }
    }
}
