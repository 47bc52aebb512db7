package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.RecordId;
import dev.onefold.Scope;
import dev.onefold.store.Sighting;
import dev.onefold.store.TransactionalStore;
import dev.onefold.store.TransactionalStore.Claim;
import dev.onefold.store.TransactionalStore.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who may run the work. */
abstract class ClaimTests<C> extends TransactionalGroup<C> {

    private static final int CLAIMANTS = 8;

    ClaimTests(TransactionalStoreContract<C> contract) {
        super(contract);
    }

    @Test
    void of_an_unknown_identity_is_granted() {
        try (Transaction<C> transaction = contract.store().open()) {
            assertThat(transaction.claim(id)).isEqualTo(new Claim.Granted());
        }
    }

    @Test
    void is_refused_as_busy_while_another_transaction_has_it() throws Exception {
        try (Transaction<C> transaction = contract.store().open()) {
            transaction.claim(id);

            assertThat(claimElsewhere(id)).isEqualTo(new Claim.Busy());
        }
    }

    @Test
    void is_still_refused_once_the_other_has_saved_but_not_committed() throws Exception {
        try (Transaction<C> transaction = contract.store().open()) {
            transaction.claim(id);
            transaction.save(record(id));

            assertThat(claimElsewhere(id)).isEqualTo(new Claim.Busy());
        }
    }

    @Test
    void is_free_again_when_its_transaction_ends_without_a_commit() throws Exception {
        try (Transaction<C> transaction = contract.store().open()) {
            transaction.claim(id);
        }

        assertThat(claimElsewhere(id)).isEqualTo(new Claim.Granted());
    }

    @Test
    void that_was_refused_does_not_disturb_the_one_who_has_it() throws Exception {
        try (Transaction<C> transaction = contract.store().open()) {
            transaction.claim(id);
            claimElsewhere(id);

            assertThat(claimElsewhere(id)).isEqualTo(new Claim.Busy());
            assertThat(transaction.save(record(id))).isTrue();
            assertThat(transaction.commit()).isEqualTo(new TransactionalStore.Commit.Done());
        }
        assertThat(contract.anotherStore().find(id)).isInstanceOf(Sighting.Finished.class);
    }

    @Test
    void sees_the_record_that_was_committed_before() throws Exception {
        commit(contract.store(), record(id));

        assertThat(claimElsewhere(id))
                .isEqualTo(new Claim.Seen(contract.store().find(id)))
                .extracting(claim -> ((Claim.Seen) claim).sighting())
                .isInstanceOf(Sighting.Finished.class);
    }

    @Test
    void leaves_each_of_several_to_be_looked_for_together_with_others() throws Exception {
        List<RecordId> ids = List.of(otherId(), id, otherId(), otherId());
        commit(contract.store(), record(ids.get(1)));
        commit(contract.store(), record(ids.get(3)));
        try (Transaction<C> transaction = contract.store().open()) {
            transaction.claim(ids.get(2));
            transaction.save(record(ids.get(2)));

            assertThat(contract.anotherStore().find(ids))
                    .isEqualTo(ids.stream().map(contract.anotherStore()::find).toList())
                    .extracting(sighting -> sighting instanceof Sighting.Finished)
                    .containsExactly(false, true, false, true);
        }
    }

    @Test
    void in_a_transaction_older_than_the_record_sees_it_or_can_not_save() throws Exception {
        try (Transaction<C> early = contract.store().open()) {
            crew.elsewhere(() -> {
                commit(contract.anotherStore(), record(id));
                return true;
            });

            Claim claim = early.claim(id);
            if (claim instanceof Claim.Granted) {
                assertThat(early.save(record(id))).as("saved").isFalse();
            } else {
                assertThat(claim).isInstanceOf(Claim.Seen.class);
            }
        }
        assertEffects(1);
    }

    @Test
    void of_one_identity_leaves_every_other_one_free() throws Exception {
        List<RecordId> others = List.of(
                otherId(),
                RecordId.of(new Scope("tenant", "another customer"), key),
                RecordId.of(new Scope("another tenant", "customer"), key),
                RecordId.of(new Scope("", "tenantcustomer"), key));
        try (Transaction<C> transaction = contract.store().open()) {
            transaction.claim(id);

            for (RecordId other : others) {
                assertThat(claimElsewhere(other)).isEqualTo(new Claim.Granted());
            }
        }
    }

    @Test
    void is_granted_to_exactly_one_of_many_at_the_same_time() throws Exception {
        for (int round = 0; round < 20; round++) {
            RecordId wanted = otherId();
            CyclicBarrier allHaveClaimed = new CyclicBarrier(CLAIMANTS);

            List<Claim> claims = new ArrayList<>(crew.together(CLAIMANTS, i -> () -> {
                try (Transaction<C> transaction = (i % 2 == 0 ? contract.store() : contract.anotherStore()).open()) {
                    Claim claim = transaction.claim(wanted);
                    allHaveClaimed.await(Patience.seconds(), TimeUnit.SECONDS);
                    return claim;
                }
            }));

            assertThat(claims).containsOnlyOnce(new Claim.Granted());
            claims.remove(new Claim.Granted());
            assertThat(claims).containsOnly(new Claim.Busy());
        }
    }
}
