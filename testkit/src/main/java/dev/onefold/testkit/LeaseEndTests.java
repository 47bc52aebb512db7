package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.store.LeasedStore.Acquired;
import dev.onefold.store.LeasedStore.Lease;
import dev.onefold.store.Sighting;
import dev.onefold.store.Sighting.Absent;
import dev.onefold.store.Sighting.Finished;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nobody completes, extends, doubts or releases what is not its own. */
abstract class LeaseEndTests extends LeasedGroup {

    LeaseEndTests(LeasedStoreContract contract) {
        super(contract);
    }

    @Test
    void with_a_completion_leaves_the_record_and_nothing_to_hold() {
        Lease lease = acquired(asking(id, "owner"));

        assertThat(contract.anotherStore().complete(lease, finished("charged"))).isTrue();

        Finished found = (Finished) found();
        assertThat(found)
                .isEqualTo(new Finished(
                        "charge",
                        CONTENT,
                        finished("charged").verdict(),
                        "",
                        finished("charged").content(),
                        found.at()));
        contract.advance(PAST);
        assertThat(found()).isEqualTo(found);
    }

    @Test
    void with_a_completion_whose_reply_was_lost_can_be_repeated() {
        Lease lease = acquired(asking(id, "owner"));
        contract.store().complete(lease, finished("charged"));
        Sighting first = found();

        assertThat(contract.anotherStore().complete(lease, finished("charged"))).isTrue();

        assertThat(found()).isEqualTo(first);
    }

    @Test
    void with_a_release_leaves_nothing() {
        Lease lease = acquired(asking(id, "owner"));

        assertThat(contract.anotherStore().release(lease)).isTrue();

        assertThat(found()).isEqualTo(new Absent());
        granted(contract.store().acquire(asking(id, "another")));
    }

    @Test
    void in_doubt_leaves_it_to_nobody_even_before_it_lapses() {
        for (boolean takeOver : new boolean[] {false, true}) {
            var wanted = otherId();
            Lease lease = acquired(takeOver ? takingOver(wanted, "owner") : asking(wanted, "owner"));

            assertThat(contract.anotherStore().doubt(lease)).isTrue();

            assertThat(contract.store().find(wanted)).isEqualTo(inDoubt());
            assertThat(contract.store().acquire(takingOver(wanted, "another"))).isEqualTo(new Acquired.Seen(inDoubt()));
            contract.advance(PAST);
            assertThat(contract.store().acquire(takingOver(wanted, "another"))).isEqualTo(new Acquired.Seen(inDoubt()));
        }
    }

    @Test
    void is_refused_to_one_who_was_taken_over() {
        Lease zombie = acquired(takingOver(id, "first"));
        contract.advance(PAST);
        Lease lease = granted(contract.anotherStore().acquire(takingOver(id, "second")));

        assertRefused(zombie);

        assertHeld(found());
        assertThat(contract.anotherStore().complete(lease, finished("second"))).isTrue();
        assertRefused(zombie);
        assertThat(answer()).isEqualTo("second");
    }

    @Test
    void is_refused_to_one_who_knows_only_the_owner_or_only_the_fence() {
        Lease lease = acquired(asking(id, "owner"));

        assertRefused(new Lease(id, "another", lease.fence()));
        assertRefused(new Lease(id, "owner", lease.fence() + 1));
        assertRefused(new Lease(id, "owner", lease.fence() - 1));

        assertHeld(found());
        assertThat(contract.store().complete(lease, finished("charged"))).isTrue();
    }

    @Test
    void is_refused_to_one_who_has_released_it() {
        Lease lease = acquired(asking(id, "owner"));
        contract.store().release(lease);

        assertThat(contract.store().renew(lease, LENGTH)).isFalse();
        assertThat(contract.store().complete(lease, finished("late"))).isFalse();
        assertThat(contract.store().doubt(lease)).isFalse();

        assertThat(found()).isEqualTo(new Absent());
    }

    @Test
    void is_refused_to_the_same_owner_in_an_earlier_life() {
        Lease earlier = acquired(asking(id, "owner"));
        contract.store().release(earlier);
        Lease lease = acquired(asking(id, "owner"));

        assertRefused(earlier);

        assertHeld(found());
        assertThat(contract.store().complete(lease, finished("charged"))).isTrue();
    }

    @Test
    void changes_nothing_once_it_is_completed() {
        Lease lease = acquired(asking(id, "owner"));
        contract.store().complete(lease, finished("charged"));
        Sighting finished = found();

        assertThat(contract.store().release(lease)).as("released").isFalse();
        assertThat(contract.store().doubt(lease)).as("doubted").isFalse();
        assertThat(contract.store().renew(lease, LENGTH)).as("renewed").isFalse();
        contract.store().complete(lease, finished("changed"));

        assertThat(found()).isEqualTo(finished);
    }

    private void assertRefused(Lease lease) {
        for (var store : List.of(contract.store(), contract.anotherStore())) {
            assertThat(store.renew(lease, LENGTH)).as("renewed").isFalse();
            assertThat(store.doubt(lease)).as("doubted").isFalse();
            assertThat(store.complete(lease, finished("stolen")))
                    .as("completed")
                    .isFalse();
            assertThat(store.release(lease)).as("released").isFalse();
        }
    }
}
