package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Content;
import dev.onefold.store.LeasedStore.Lease;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A number that only grows, whatever became of the earlier leases of the identity. */
abstract class FenceTests extends LeasedGroup {

    FenceTests(LeasedStoreContract contract) {
        super(contract);
    }

    @Test
    void grows_after_a_release() {
        Lease first = acquired(asking(id, "first"));
        contract.store().release(first);

        assertGreater(first);
    }

    @Test
    void grows_when_a_lapsed_lease_is_taken_over() {
        Lease first = acquired(takingOver(id, "first"));
        contract.advance(PAST);

        assertGreater(first);
    }

    @Test
    void grows_after_the_identity_was_settled_as_nothing() {
        Lease first = acquired(asking(id, "first"));
        contract.store().doubt(first);
        contract.store().settle(id, null);

        assertGreater(first);
    }

    @Test
    void grows_after_the_identity_was_forgotten() {
        Lease first = acquired(asking(id, "first"));
        Duration brief = Duration.ofMinutes(10);
        Content content = Content.text("charged");
        contract.store()
                .complete(first, new NewRecord(id, "charge", CONTENT, Verdict.APPLIED, "", content, brief, brief));
        contract.advance(brief.multipliedBy(2).plus(contract.keepsLongerBy()));

        assertGreater(first);
    }

    @Test
    void grows_with_every_lease_and_whoever_asks() {
        Lease before = acquired(asking(id, "same"));
        for (int i = 0; i < 10; i++) {
            (i % 2 == 0 ? contract.store() : contract.anotherStore()).release(before);
            Lease next = acquired(asking(id, "same"));
            assertThat(next.fence()).isGreaterThan(before.fence());
            before = next;
        }
    }

    private void assertGreater(Lease earlier) {
        Lease later = granted(contract.anotherStore().acquire(asking(id, "later")));

        assertThat(later.fence()).isGreaterThan(earlier.fence());
    }
}
