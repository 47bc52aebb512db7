package dev.onefold.caffeine;

import dev.onefold.Fingerprint;
import dev.onefold.store.LeasedStore.Lease;
import dev.onefold.store.LeasedStore.LeaseRequest;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import dev.onefold.token.TokenStore;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token: issued if it has neither claim nor record, finished if it has a record. Immutable.
 *
 * @param expiresAt until when it may be claimed as long as nobody has
 * @param forgetAt until when it is known
 * @param fence of the last claim
 * @param claim the last one, also after it was finished
 */
record Entry(
        Instant expiresAt,
        Instant forgetAt,
        long fence,
        @Nullable Claim claim,
        @Nullable NewRecord record,
        Instant at) {

    record Claim(String owner, String operation, Fingerprint fingerprint, Instant until) {}

    static Entry issued(Instant expiresAt) {
        return new Entry(expiresAt, expiresAt, 0, null, null, Instant.EPOCH);
    }

    Entry claimed(LeaseRequest request, Instant now) {
        return new Entry(
                        expiresAt,
                        forgetAt,
                        fence + 1,
                        new Claim(request.owner(), request.operation(), request.fingerprint(), now),
                        null,
                        at)
                .renewed(now.plus(request.length()));
    }

    Entry renewed(Instant until) {
        Claim held = claim();
        if (held == null) {
            throw new IllegalStateException("Nobody has claimed it");
        }
        Instant keptUntil = until.plus(TokenStore.LAPSED_KEPT);
        return new Entry(
                expiresAt,
                keptUntil.isAfter(forgetAt) ? keptUntil : forgetAt,
                fence,
                new Claim(held.owner(), held.operation(), held.fingerprint(), until),
                null,
                at);
    }

    Entry released() {
        return new Entry(expiresAt, expiresAt, fence, null, null, at);
    }

    Entry finished(NewRecord finished, Instant now) {
        return new Entry(expiresAt, now.plus(finished.knownFor()), fence, claim, finished, now);
    }

    /** Whether it counts. */
    boolean isLive(Instant now) {
        return record == null && now.isBefore(expiresAt);
    }

    boolean isOpenTo(LeaseRequest request, Instant now) {
        if (record != null) {
            return false;
        }
        return claim == null
                ? now.isBefore(expiresAt)
                : !now.isBefore(claim.until())
                        && claim.operation().equals(request.operation())
                        && claim.fingerprint().equals(request.fingerprint());
    }

    boolean isHeldBy(String owner, Instant now) {
        return record == null && claim != null && claim.owner().equals(owner) && now.isBefore(claim.until());
    }

    boolean isClaimedBy(Lease lease) {
        return record == null && claim != null && claim.owner().equals(lease.owner()) && fence == lease.fence();
    }

    boolean isFinishedBy(Lease lease) {
        return record != null && claim != null && claim.owner().equals(lease.owner()) && fence == lease.fence();
    }

    Sighting seenAt(Instant now) {
        if (!now.isBefore(forgetAt)) {
            return TokenStore.notIssued();
        }
        if (record != null) {
            return new Sighting.Finished(
                    record.operation(),
                    record.fingerprint(),
                    record.verdict(),
                    record.code(),
                    now.isBefore(at.plus(record.answerFor())) ? record.content() : null,
                    at);
        }
        if (claim != null) {
            Duration left = Duration.between(now, claim.until());
            return new Sighting.Held(claim.operation(), claim.fingerprint(), left.isNegative() ? Duration.ZERO : left);
        }
        return new Sighting.Absent();
    }
}
