package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.store.LeasedStore.Acquired;
import dev.onefold.store.LeasedStore.Lease;
import dev.onefold.store.Sighting;
import dev.onefold.store.Sighting.Absent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What turned out to have happened is told once, and only of what is in doubt. */
abstract class SettleTests extends LeasedGroup {

    SettleTests(LeasedStoreContract contract) {
        super(contract);
    }

    @Test
    void what_happened_leaves_its_record() {
        contract.store().doubt(acquired(asking(id, "owner")));

        assertThat(contract.anotherStore().settle(id, finished("settled"))).isTrue();

        assertThat(answer()).isEqualTo("settled");
        assertThat(contract.store().acquire(takingOver(id, "another"))).isEqualTo(new Acquired.Seen(found()));
    }

    @Test
    void what_did_not_happen_frees_the_identity() {
        acquired(asking(id, "owner"));
        contract.advance(PAST);

        assertThat(contract.anotherStore().settle(id, null)).isTrue();

        assertThat(found()).isEqualTo(new Absent());
        granted(contract.store().acquire(asking(id, "another")));
    }

    @Test
    void ends_the_lease_of_the_one_who_fell_silent() {
        for (boolean happened : new boolean[] {true, false}) {
            var wanted = otherId();
            Lease silent = acquired(asking(wanted, "owner"));
            contract.advance(PAST);
            contract.store().settle(wanted, happened ? finished(wanted, "settled", CONTENT) : null);
            Sighting settled = contract.store().find(wanted);

            assertThat(contract.anotherStore().complete(silent, finished(wanted, "late", CONTENT)))
                    .isFalse();
            assertThat(contract.anotherStore().renew(silent, LENGTH)).isFalse();
            assertThat(contract.anotherStore().find(wanted)).isEqualTo(settled);
        }
    }

    @Test
    void is_refused_for_all_that_is_not_in_doubt() {
        var absent = otherId();
        var held = otherId();
        var done = otherId();
        Lease holder = acquired(asking(held, "owner"));
        contract.store().complete(acquired(asking(done, "owner")), finished(done, "charged", CONTENT));
        Sighting before = contract.store().find(done);

        for (var identity : List.of(absent, held, done)) {
            assertThat(contract.anotherStore().settle(identity, null)).isFalse();
            assertThat(contract.anotherStore().settle(identity, finished(identity, "settled", CONTENT)))
                    .isFalse();
        }

        assertThat(contract.store().find(absent)).isEqualTo(new Absent());
        assertThat(contract.store().find(done)).isEqualTo(before);
        assertThat(contract.store().renew(holder, LENGTH)).isTrue();
    }

    @Test
    void is_refused_for_what_may_be_run_again() {
        acquired(takingOver(id, "owner"));
        contract.advance(PAST);

        assertThat(contract.anotherStore().settle(id, null)).isFalse();

        granted(contract.anotherStore().acquire(takingOver(id, "another")));
    }

    @Test
    void by_many_at_the_same_time_is_done_by_exactly_one() throws Exception {
        contract.store().doubt(acquired(asking(id, "owner")));

        List<Boolean> settled = crew.together(
                8,
                i -> () ->
                        (i % 2 == 0 ? contract.store() : contract.anotherStore()).settle(id, finished("settled " + i)));

        assertThat(settled).containsOnlyOnce(true);
        assertThat(answer()).isEqualTo("settled " + settled.indexOf(true));
    }
}
