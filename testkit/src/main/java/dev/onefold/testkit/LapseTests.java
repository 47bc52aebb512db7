package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.store.LeasedStore.Acquired;
import dev.onefold.store.LeasedStore.Lease;
import dev.onefold.store.LeasedStore.LeaseRequest;
import dev.onefold.store.Sighting;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An owner fell silent: by the store's clock, and by nothing else. */
abstract class LapseTests extends LeasedGroup {

    LapseTests(LeasedStoreContract contract) {
        super(contract);
    }

    @Test
    void is_not_lapsed_while_it_is_renewed() {
        Lease lease = acquired(takingOver(id, "owner"));

        for (int i = 0; i < 5; i++) {
            contract.advance(Duration.ofSeconds(40));
            assertThat(contract.store().renew(lease, LENGTH)).isTrue();
            assertHeld(contract.anotherStore().acquire(takingOver(id, "another")));
        }
        assertThat(((Sighting.Held) found()).remaining()).isBetween(LENGTH.minusSeconds(30), LENGTH);
        assertThat(contract.store().complete(lease, finished("charged"))).isTrue();
    }

    @Test
    void of_work_that_may_be_run_again_is_taken_over() {
        Lease lapsed = acquired(takingOver(id, "first"));
        contract.advance(PAST);

        Lease lease = granted(contract.anotherStore().acquire(takingOver(id, "second")));

        assertThat(lease.owner()).isEqualTo("second");
        assertHeld(found());
        assertThat(contract.store().complete(lapsed, finished("first"))).isFalse();
        assertThat(contract.anotherStore().complete(lease, finished("second"))).isTrue();
        assertThat(answer()).isEqualTo("second");
    }

    @Test
    void of_work_that_may_be_run_again_is_taken_over_by_exactly_one() throws Exception {
        Lease lapsed = acquired(takingOver(id, "first"));
        contract.advance(PAST);

        var all = crew.together(
                16,
                i -> () -> (i % 2 == 0 ? contract.store() : contract.anotherStore()).acquire(takingOver(id, "o" + i)));

        assertThat(all).filteredOn(Acquired.Granted.class::isInstance).hasSize(1);
        assertThat(contract.store().complete(lapsed, finished("first"))).isFalse();
    }

    @Test
    void of_other_work_is_in_doubt_and_nobody_takes_it_over() {
        acquired(asking(id, "first"));
        contract.advance(PAST);

        assertThat(found()).isEqualTo(inDoubt());
        assertThat(contract.anotherStore().acquire(asking(id, "second"))).isEqualTo(new Acquired.Seen(inDoubt()));
        assertThat(contract.anotherStore().acquire(takingOver(id, "second"))).isEqualTo(new Acquired.Seen(inDoubt()));
        contract.advance(Duration.ofDays(60));
        assertThat(contract.anotherStore().acquire(takingOver(id, "second"))).isEqualTo(new Acquired.Seen(inDoubt()));
    }

    @Test
    void is_not_taken_over_by_other_work() {
        acquired(takingOver(id, "first"));
        contract.advance(PAST);

        assertThat(contract.store().acquire(new LeaseRequest(id, "second", "refund", CONTENT, LENGTH, true)))
                .isInstanceOf(Acquired.Seen.class);
        assertThat(contract.store().acquire(new LeaseRequest(id, "second", "charge", OTHER_CONTENT, LENGTH, true)))
                .isInstanceOf(Acquired.Seen.class);
    }

    @Test
    void is_its_owners_again_if_nobody_took_it() {
        for (LeaseRequest request : new LeaseRequest[] {asking(id, "owner"), takingOver(otherId(), "owner")}) {
            Lease lease = acquired(request);
            contract.advance(PAST);

            assertThat(contract.store().renew(lease, LENGTH)).isTrue();

            assertHeld(contract.anotherStore().find(request.id()));
            assertHeld(contract.anotherStore()
                    .acquire(new LeaseRequest(request.id(), "another", "charge", CONTENT, LENGTH, true)));
            assertThat(contract.store().complete(lease, finished(request.id(), "charged", CONTENT)))
                    .isTrue();
        }
    }

    @Test
    void can_still_be_completed_if_nobody_took_it() {
        Lease lease = acquired(asking(id, "owner"));
        contract.advance(PAST);

        assertThat(contract.store().complete(lease, finished("late"))).isTrue();

        assertThat(answer()).isEqualTo("late");
    }
}
