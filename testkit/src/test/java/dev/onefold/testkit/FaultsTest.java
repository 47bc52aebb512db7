package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.RecordId;
import dev.onefold.store.InMemoryStore;
import dev.onefold.store.InMemoryStore.Effects;
import dev.onefold.store.LeasedStore.Acquired;
import dev.onefold.store.Sighting;
import dev.onefold.store.StoreException;
import dev.onefold.store.TransactionalStore.Commit;
import dev.onefold.store.TransactionalStore.Transaction;
import dev.onefold.testkit.Faults.Step;
import dev.onefold.testkit.Faults.When;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FaultsTest {

    private final InMemoryStore memory = new InMemoryStore();
    private final Faults faults = new Faults();
    private final FaultyLeasedStore leased = new FaultyLeasedStore(memory, faults);
    private final FaultyTransactionalStore<Effects> transactional = new FaultyTransactionalStore<>(memory, faults);
    private final RecordId id = ContractGroup.otherId();
    private final List<String> effects = new ArrayList<>();

    @Test
    void fails_the_planned_call_and_no_other() {
        faults.fail(Step.FIND, When.BEFORE, 2);

        assertThat(leased.find(id)).isEqualTo(new Sighting.Absent());
        assertThatThrownBy(() -> leased.find(id)).isInstanceOf(StoreException.class);
        assertThat(transactional.find(id)).isEqualTo(new Sighting.Absent());
        assertThat(faults.calls(Step.FIND)).isEqualTo(3);
    }

    @Test
    void fails_before_or_after_the_step_happened() {
        faults.fail(Step.ACQUIRE, When.BEFORE, 1);
        faults.fail(Step.ACQUIRE, When.AFTER, 2);

        assertThatThrownBy(() -> leased.acquire(LeasedGroup.asking(id, "owner")))
                .isInstanceOf(StoreException.class);
        assertThat(memory.find(id)).isEqualTo(new Sighting.Absent());
        assertThatThrownBy(() -> leased.acquire(LeasedGroup.asking(id, "owner")))
                .isInstanceOf(StoreException.class);
        assertThat(memory.find(id)).isInstanceOf(Sighting.Held.class);
        assertThat(leased.acquire(LeasedGroup.asking(id, "owner"))).isInstanceOf(Acquired.Granted.class);
    }

    @Test
    void fails_always_until_it_is_healed() {
        faults.failAlways(Step.OPEN, When.BEFORE);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(transactional::open).isInstanceOf(StoreException.class);
        }

        faults.heal();

        try (Transaction<Effects> transaction = transactional.open()) {
            assertThat(transaction.joined()).isFalse();
        }
    }

    @Test
    void loses_a_commit_that_happened_and_one_that_did_not() {
        faults.fail(Step.COMMIT, When.BEFORE, 1);
        faults.fail(Step.COMMIT, When.AFTER, 2);

        assertThat(commit("not committed")).isInstanceOf(Commit.Lost.class);
        assertThat(effects).isEmpty();
        assertThat(commit("committed")).isInstanceOf(Commit.Lost.class);
        assertThat(effects).containsExactly("committed");
        assertThat(memory.find(id)).isInstanceOf(Sighting.Finished.class);
    }

    private Commit commit(String effect) {
        try (Transaction<Effects> transaction = transactional.open()) {
            transaction.claim(id);
            transaction.resource().onCommit(() -> effects.add(effect));
            transaction.save(ContractGroup.record(id));
            return transaction.commit();
        }
    }
}
