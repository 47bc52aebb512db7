package dev.onefold.testkit;

import dev.onefold.Onefold;
import dev.onefold.RecordId;
import dev.onefold.Work;
import dev.onefold.store.NewRecord;
import dev.onefold.store.TransactionalStore;
import dev.onefold.store.TransactionalStore.Claim;
import dev.onefold.store.TransactionalStore.Transaction;
import java.util.List;
import org.assertj.core.api.Assertions;

/** A part of the transactional contract. */
abstract class TransactionalGroup<C> extends ContractGroup {

    final TransactionalStoreContract<C> contract;

    /** An effect whose name no other test uses. */
    final String effect = unique("effect");

    TransactionalGroup(TransactionalStoreContract<C> contract) {
        this.contract = contract;
    }

    Requests<C> engine() {
        return requests(Onefold.<C>builder().transactional(contract.store()));
    }

    /** An engine of its own on the other store: its duplicates meet those of {@link #engine()} in the data only. */
    Requests<C> anotherEngine() {
        return requests(Onefold.<C>builder().transactional(contract.anotherStore()));
    }

    Requests<C> requests(Onefold.Builder<C> builder) {
        return contract.manner().on(builder, this::engine);
    }

    /** Work that has the test's effect and returns an answer. */
    Work<C, String, Exception> paying(String answer) {
        return resource -> {
            contract.write(resource, effect);
            return answer;
        };
    }

    /** Work that must not be run. */
    Work<C, String, Exception> never() {
        return resource -> Assertions.fail("The work was run");
    }

    void assertEffects(int times) throws Exception {
        Assertions.assertThat(count(contract.effects(), effect))
                .as("how often the effect happened")
                .isEqualTo(times);
    }

    static long count(List<String> effects, String effect) {
        return effects.stream().filter(effect::equals).count();
    }

    /** Commits a record and this test's effect, step by step. */
    void commit(TransactionalStore<C> store, NewRecord finished) throws Exception {
        try (Transaction<C> transaction = store.open()) {
            Assertions.assertThat(transaction.claim(finished.id())).isEqualTo(new Claim.Granted());
            contract.write(transaction.resource(), effect);
            Assertions.assertThat(transaction.save(finished)).as("saved").isTrue();
            Assertions.assertThat(transaction.commit()).isEqualTo(new TransactionalStore.Commit.Done());
        }
    }

    /** What another process is told that claims the identity now; it gives its claim back at once. */
    Claim claimElsewhere(RecordId wanted) throws Exception {
        return crew.elsewhere(() -> {
            try (Transaction<C> transaction = contract.anotherStore().open()) {
                return transaction.claim(wanted);
            }
        });
    }
}
