package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.RecordId;
import dev.onefold.Scope;
import dev.onefold.store.LeasedStore.Acquired;
import dev.onefold.store.LeasedStore.Lease;
import dev.onefold.store.Sighting;
import dev.onefold.store.Sighting.Absent;
import dev.onefold.store.Sighting.Held;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who gets a lease. */
abstract class AcquireTests extends LeasedGroup {

    private static final int OWNERS = 16;

    AcquireTests(LeasedStoreContract contract) {
        super(contract);
    }

    @Test
    void an_unknown_identity_is_granted_to_the_one_who_asks() {
        assertThat(found()).isEqualTo(new Absent());

        Lease lease = acquired(asking(id, "owner"));

        assertThat(lease.id()).isEqualTo(id);
        assertThat(lease.owner()).isEqualTo("owner");
    }

    @Test
    void what_is_held_shows_who_asks_what_is_held_and_for_how_long() {
        acquired(asking(id, "owner"));

        Held held = (Held) found();

        assertThat(held).isEqualTo(new Held("charge", CONTENT, held.remaining()));
        assertThat(held.remaining()).isBetween(LENGTH.minusSeconds(30), LENGTH);
        assertHeld(contract.anotherStore().acquire(asking(id, "another")));
        assertHeld(contract.anotherStore().acquire(takingOver(id, "another")));
    }

    @Test
    void again_by_the_same_owner_gives_the_lease_it_has() {
        Lease lease = acquired(asking(id, "owner"));

        assertThat(contract.anotherStore().acquire(asking(id, "owner"))).isEqualTo(new Acquired.Granted(lease));
        assertThat(contract.store().complete(lease, finished("charged"))).isTrue();
    }

    @Test
    void what_is_finished_shows_the_record() {
        contract.store().complete(acquired(asking(id, "owner")), finished("charged"));

        for (String owner : List.of("owner", "another")) {
            Acquired acquired = contract.anotherStore().acquire(takingOver(id, owner));
            assertThat(acquired).isEqualTo(new Acquired.Seen(found()));
        }
        assertThat(answer()).isEqualTo("charged");
        assertThat(found()).isInstanceOf(Sighting.Finished.class);
    }

    @Test
    void one_identity_leaves_every_other_one_free() {
        acquired(asking(id, "owner"));

        for (RecordId other : List.of(
                otherId(),
                RecordId.of(new Scope("tenant", "another customer"), key),
                RecordId.of(new Scope("another tenant", "customer"), key),
                RecordId.of(new Scope("", "tenantcustomer"), key))) {
            assertThat(contract.anotherStore().find(other)).isEqualTo(new Absent());
            granted(contract.anotherStore().acquire(asking(other, "another")));
        }
    }

    @Test
    void by_many_at_the_same_time_is_granted_to_exactly_one() throws Exception {
        for (int round = 0; round < 20; round++) {
            RecordId wanted = otherId();

            List<Acquired> all = crew.together(
                    OWNERS,
                    i -> () -> (i % 2 == 0 ? contract.store() : contract.anotherStore())
                            .acquire(asking(wanted, "owner-" + i)));

            assertThat(all).filteredOn(Acquired.Granted.class::isInstance).hasSize(1);
            assertThat(all)
                    .filteredOn(acquired -> !(acquired instanceof Acquired.Granted))
                    .hasSize(OWNERS - 1)
                    .allSatisfy(acquired -> {
                        // a store whose acquiring is a transaction may be seen in the middle of it
                        if (!(acquired instanceof Acquired.Busy)) {
                            assertHeld(acquired);
                        }
                    });
        }
    }
}
