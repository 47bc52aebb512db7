package dev.onefold.caffeine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.onefold.RecordId;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import dev.onefold.token.TokenStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tokens in the memory of one process: another process refuses them, and so does this one after a restart. For
 * applications of a single process; where there may ever be two, take a store that they share.
 *
 * <p>It holds a bounded number of tokens. One more, and one that is seldom asked for is dropped: whoever comes with that
 * is refused and gets a new one, and nothing happens twice. Safe for use by many threads; never waits.
 */
public final class CaffeineTokenStore implements TokenStore {

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final InstantSource clock;
    private final Cache<RecordId, Entry> tokens;
    private final Cache<RecordId, Set<RecordId>> holders;

    /** With the machine's clock and room for 100,000 tokens. */
    public CaffeineTokenStore() {
        this(InstantSource.system(), 100_000);
    }

    /**
     * A store of a given clock and size.
     *
     * @param mostTokens how many tokens it holds, used ones included; 1 to 10,000,000
     */
    public CaffeineTokenStore(InstantSource clock, int mostTokens) {
        if (mostTokens < 1 || mostTokens > 10_000_000) {
            throw new IllegalArgumentException("mostTokens must be between 1 and 10,000,000, not " + mostTokens);
        }
        this.clock = clock;
        this.tokens = bounded(mostTokens)
                .expireAfter(Expiry.<RecordId, Entry>writing((id, entry) -> left(entry.forgetAt())))
                .build();
        this.holders = bounded(mostTokens).expireAfterAccess(Duration.ofDays(7)).build();
    }

    /** Dropping is done by whoever writes, so that what a test sees does not depend on another thread. */
    private Caffeine<Object, Object> bounded(int most) {
        return Caffeine.newBuilder().maximumSize(most).ticker(this::nanos).executor(Runnable::run);
    }

    private long nanos() {
        Instant now = clock.instant();
        return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
    }

    private Duration left(Instant until) {
        Duration left = Duration.between(clock.instant(), until);
        return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public @Nullable Instant issue(NewToken token) {
        Instant now = clock.instant();
        Instant expiresAt = now.plus(token.lifetime());
        AtomicBoolean issued = new AtomicBoolean();
        holders.asMap().compute(token.holder(), (holder, known) -> {
            Set<RecordId> live = new HashSet<>();
            if (known != null) {
                known.stream().filter(id -> isLive(id, now)).forEach(live::add);
            }
            if (live.size() < token.mostLive()) {
                live.add(token.id());
                tokens.put(token.id(), Entry.issued(expiresAt));
                issued.set(true);
            }
            return live;
        });
        return issued.get() ? expiresAt : null;
    }

    private boolean isLive(RecordId id, Instant now) {
        Entry entry = tokens.policy().getIfPresentQuietly(id);
        return entry != null && entry.isLive(now);
    }

    @Override
    public Sighting find(RecordId id) {
        Entry entry = tokens.getIfPresent(id);
        return entry == null ? TokenStore.notIssued() : entry.seenAt(clock.instant());
    }

    @Override
    public Acquired acquire(LeaseRequest request) {
        Instant now = clock.instant();
        Entry entry = tokens.asMap()
                .computeIfPresent(
                        request.id(),
                        (id, known) -> known.isOpenTo(request, now) ? known.claimed(request, now) : known);
        if (entry == null) {
            return new Acquired.Seen(TokenStore.notIssued());
        }
        return entry.isHeldBy(request.owner(), now)
                ? new Acquired.Granted(new Lease(request.id(), request.owner(), entry.fence()))
                : new Acquired.Seen(entry.seenAt(now));
    }

    @Override
    public boolean renew(Lease lease, Duration length) {
        return replace(lease, entry -> entry.renewed(clock.instant().plus(length)));
    }

    @Override
    public boolean complete(Lease lease, NewRecord finished) {
        if (replace(lease, entry -> entry.finished(finished, clock.instant()))) {
            return true;
        }
        Entry entry = tokens.getIfPresent(lease.id());
        return entry != null && entry.isFinishedBy(lease);
    }

    @Override
    public boolean release(Lease lease) {
        return replace(lease, Entry::released);
    }

    /** Changes the token if the lease holds it. */
    private boolean replace(Lease lease, Function<Entry, Entry> change) {
        AtomicBoolean ours = new AtomicBoolean();
        tokens.asMap().computeIfPresent(lease.id(), (id, entry) -> {
            ours.set(entry.isClaimedBy(lease));
            return ours.get() ? change.apply(entry) : entry;
        });
        return ours.get();
    }
}
