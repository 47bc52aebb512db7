package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Content;
import dev.onefold.RecordId;
import dev.onefold.store.LeasedStore.Acquired;
import dev.onefold.store.LeasedStore.Lease;
import dev.onefold.store.LeasedStore.LeaseRequest;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import dev.onefold.store.Sighting.Absent;
import dev.onefold.store.Verdict;
import dev.onefold.token.TokenStore.NewToken;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The steps themselves: atomic, the owner's only, and harmless to repeat. */
abstract class TokenStepTests extends TokenGroup {

    private final RecordId holderId = RecordId.of(holder, "holder");

    TokenStepTests(TokenStoreContract contract) {
        super(contract);
    }

    private void issue(RecordId token) {
        assertThat(contract.store().issue(new NewToken(token, holderId, LIFETIME, 1_000)))
                .isNotNull();
    }

    private static LeaseRequest by(RecordId token, String owner) {
        return new LeaseRequest(token, owner, "checkout", CONTENT, LEASE, true);
    }

    private static Lease granted(Acquired acquired) {
        assertThat(acquired).isInstanceOf(Acquired.Granted.class);
        return ((Acquired.Granted) acquired).lease();
    }

    private static NewRecord finished(RecordId token, String answer) {
        return new NewRecord(
                token,
                "checkout",
                CONTENT,
                Verdict.APPLIED,
                "",
                Content.text(answer),
                Duration.ofHours(1),
                Duration.ofHours(2));
    }

    private Sighting found() {
        Sighting here = contract.store().find(id);
        assertThat(contract.anotherStore().find(id)).hasSameClassAs(here);
        return here;
    }

    @Test
    void that_looks_sees_where_the_token_stands() {
        assertThat(found()).isInstanceOf(Sighting.Refused.class);
        issue(id);
        assertThat(found()).isEqualTo(new Absent());
        Lease lease = granted(contract.store().acquire(by(id, "owner")));
        assertThat(found()).isInstanceOfSatisfying(Sighting.Held.class, held -> {
            assertThat(held.operation()).isEqualTo("checkout");
            assertThat(held.fingerprint()).isEqualTo(CONTENT);
            assertThat(held.remaining()).isBetween(LEASE.minusSeconds(30), LEASE);
        });
        contract.store().complete(lease, finished(id, "ordered"));
        assertThat(found()).isInstanceOf(Sighting.Finished.class);
    }

    @Test
    void that_claims_is_granted_to_exactly_one_of_many_at_the_same_time() throws Exception {
        for (int round = 0; round < 10; round++) {
            RecordId token = otherId();
            issue(token);

            List<Acquired> all = crew.together(
                    16,
                    i -> () ->
                            (i % 2 == 0 ? contract.store() : contract.anotherStore()).acquire(by(token, "owner-" + i)));

            assertThat(all).filteredOn(Acquired.Granted.class::isInstance).hasSize(1);
        }
    }

    @Test
    void that_takes_over_is_granted_to_exactly_one_of_many_at_the_same_time() throws Exception {
        issue(id);
        granted(contract.store().acquire(by(id, "gone")));
        contract.advance(PAST_LEASE);

        List<Acquired> all = crew.together(
                16, i -> () -> (i % 2 == 0 ? contract.store() : contract.anotherStore()).acquire(by(id, "owner-" + i)));

        assertThat(all).filteredOn(Acquired.Granted.class::isInstance).hasSize(1);
    }

    @Test
    void that_claims_or_completes_gives_the_same_answer_when_it_is_sent_again() {
        issue(id);
        Lease lease = granted(contract.store().acquire(by(id, "owner")));

        assertThat(contract.anotherStore().acquire(by(id, "owner"))).isEqualTo(new Acquired.Granted(lease));
        assertThat(contract.store().complete(lease, finished(id, "ordered"))).isTrue();
        assertThat(contract.anotherStore().complete(lease, finished(id, "ordered")))
                .isTrue();
    }

    @Test
    void of_one_who_was_taken_over_changes_nothing() {
        issue(id);
        Lease old = granted(contract.store().acquire(by(id, "old")));
        contract.advance(PAST_LEASE);
        Lease current = granted(contract.anotherStore().acquire(by(id, "current")));
        assertThat(current.fence()).isGreaterThan(old.fence());

        assertThat(contract.store().renew(old, LEASE)).isFalse();
        assertThat(contract.store().release(old)).isFalse();
        assertThat(contract.store().complete(old, finished(id, "by the old"))).isFalse();

        assertThat(found()).isInstanceOf(Sighting.Held.class);
        assertThat(contract.anotherStore().complete(current, finished(id, "by the current")))
                .isTrue();
        assertThat(contract.store().complete(old, finished(id, "by the old"))).isFalse();
    }

    @Test
    void that_renews_keeps_others_away() {
        issue(id);
        Lease lease = granted(contract.store().acquire(by(id, "owner")));
        for (int i = 0; i < 3; i++) {
            contract.advance(Duration.ofSeconds(40));
            assertThat(contract.store().renew(lease, LEASE)).isTrue();
        }

        assertThat(contract.anotherStore().acquire(by(id, "another"))).isInstanceOf(Acquired.Seen.class);
    }

    @Test
    void that_releases_makes_the_token_what_it_was_and_its_fence_still_grows() {
        issue(id);
        Lease first = granted(contract.store().acquire(by(id, "first")));

        assertThat(contract.store().release(first)).isTrue();
        assertThat(contract.store().release(first)).isFalse();
        assertThat(contract.store().complete(first, finished(id, "too late"))).isFalse();
        assertThat(found()).isEqualTo(new Absent());

        Lease second = granted(contract.anotherStore().acquire(by(id, "second")));
        assertThat(second.fence()).isGreaterThan(first.fence());
        assertThat(contract.anotherStore().release(second)).isTrue();
        contract.advance(PAST_LIFETIME);
        assertThat(found()).isInstanceOf(Sighting.Refused.class);
    }
}
