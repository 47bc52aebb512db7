package dev.onefold.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.onefold.Content;
import dev.onefold.Fingerprint;
import dev.onefold.RecordId;
import dev.onefold.Scope;
import dev.onefold.store.LeasedStore.Acquired;
import dev.onefold.store.LeasedStore.LeaseRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class InMemoryStoreTest {

    private static final Fingerprint CONTENT = Fingerprint.ofText("content");
    private static final RecordId FIRST = RecordId.of(new Scope("", "me"), "first");
    private static final RecordId SECOND = RecordId.of(new Scope("", "me"), "second");

    private static Acquired acquire(InMemoryStore store, RecordId id, String owner) {
        return store.acquire(new LeaseRequest(id, owner, "pay", CONTENT, Duration.ofSeconds(60), false));
    }

    private static NewRecord record(RecordId id) {
        return new NewRecord(
                id, "pay", CONTENT, Verdict.APPLIED, "", Content.text("paid"), Duration.ofDays(1), Duration.ofDays(2));
    }

    @Test
    void aFullStoreStillReplaysWhatItKnows() {
        InMemoryStore store = new InMemoryStore(InstantSource.fixed(Instant.EPOCH), 1);
        Acquired.Granted granted = (Acquired.Granted) acquire(store, FIRST, "one");
        assertThat(acquire(store, FIRST, "one")).isEqualTo(granted);
        assertThat(store.complete(granted.lease(), record(FIRST))).isTrue();

        assertThat(acquire(store, FIRST, "two")).isInstanceOf(Acquired.Seen.class);
        try (TransactionalStore.Transaction<InMemoryStore.Effects> transaction = store.open()) {
            assertThat(transaction.claim(FIRST)).isInstanceOf(TransactionalStore.Claim.Seen.class);
        }
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> acquire(store, SECOND, "two"));
    }
}
