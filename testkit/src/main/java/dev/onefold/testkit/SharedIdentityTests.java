package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.onefold.store.LeasedStore.Acquired;
import dev.onefold.store.Sighting;
import dev.onefold.store.TransactionalStore;
import dev.onefold.store.TransactionalStore.Claim;
import dev.onefold.store.TransactionalStore.Transaction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store of both kinds keeps one identity for both. */
abstract class SharedIdentityTests extends LeasedGroup {

    SharedIdentityTests(LeasedStoreContract contract) {
        super(contract);
    }

    @BeforeEach
    void onlyForStoresOfBothKinds() {
        assumeThat(contract.store()).isInstanceOf(TransactionalStore.class);
    }

    private Transaction<?> open() {
        return ((TransactionalStore<?>) contract.store()).open();
    }

    @Test
    void meet_when_the_lease_was_first() {
        acquired(asking(id, "owner"));

        try (Transaction<?> transaction = open()) {
            assertHeld(seen(transaction.claim(id)));
        }
        contract.advance(PAST);
        try (Transaction<?> transaction = open()) {
            assertThat(seen(transaction.claim(id))).isEqualTo(inDoubt());
        }
        contract.store().settle(id, finished("settled"));
        try (Transaction<?> transaction = open()) {
            assertThat(seen(transaction.claim(id))).isEqualTo(found());
        }
    }

    @Test
    void meet_when_the_transaction_was_first() throws Exception {
        try (Transaction<?> transaction = open()) {
            transaction.claim(id);

            assertThat(acquiredElsewhere()).isEqualTo(new Acquired.Busy());
            transaction.save(finished("in a transaction"));
            assertThat(acquiredElsewhere()).isEqualTo(new Acquired.Busy());
            transaction.commit();
        }

        assertThat(acquiredElsewhere()).isEqualTo(new Acquired.Seen(found()));
        assertThat(answer()).isEqualTo("in a transaction");
    }

    @Test
    void let_go_of_each_other() {
        contract.store().release(acquired(asking(id, "owner")));
        try (Transaction<?> transaction = open()) {
            assertThat(transaction.claim(id)).isEqualTo(new Claim.Granted());
        }

        acquired(asking(id, "another"));
    }

    private Acquired acquiredElsewhere() throws Exception {
        return crew.elsewhere(() -> contract.anotherStore().acquire(asking(id, "owner")));
    }

    private static Sighting seen(Claim claim) {
        assertThat(claim).isInstanceOf(Claim.Seen.class);
        return ((Claim.Seen) claim).sighting();
    }
}
