package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.onefold.Onefold;
import dev.onefold.Work;
import dev.onefold.store.TransactionalStore;
import dev.onefold.testkit.JoinedTransactionContract.CallersWork;
import dev.onefold.testkit.JoinedTransactionContract.Ending;
import dev.onefold.testkit.JoinedTransactionContract.Isolation;
import java.util.List;
import org.assertj.core.api.Assertions;

/** A part of the contract of joined transactions. */
abstract class JoinedGroup<C> extends ContractGroup {

    final JoinedTransactionContract<C> contract;

    /** What the caller writes before and after, and what the work writes in between. */
    final String before = unique("before");

    final String inside = unique("inside");
    final String after = unique("after");

    JoinedGroup(JoinedTransactionContract<C> contract) {
        this.contract = contract;
    }

    /** An engine outside of the caller's transaction. */
    Onefold<C> outside() {
        return engine(Onefold.<C>builder().transactional(contract.store()));
    }

    /** An engine inside of it, which is not the one outside: nothing but the data connects them. */
    Onefold<C> inside(TransactionalStore<C> joining) {
        return outside().within(joining);
    }

    <R> R committing(Isolation isolation, CallersWork<C, R> work) throws Exception {
        return inTransaction(isolation, Ending.COMMIT, work);
    }

    <R> R inTransaction(Isolation isolation, Ending ending, CallersWork<C, R> work) throws Exception {
        assumeThat(contract.isolations()).contains(isolation);
        return contract.inCallersTransaction(isolation, ending, work);
    }

    Work<C, String, Exception> paying(String answer) {
        return resource -> {
            contract.write(resource, inside);
            return answer;
        };
    }

    Work<C, String, Exception> never() {
        return resource -> Assertions.fail("The work was run");
    }

    /** These and none of the test's others are committed, each once. */
    void assertEffects(String... due) throws Exception {
        List<String> ours = List.of(before, inside, after);
        assertThat(contract.effects().stream().filter(ours::contains).toList()).containsExactlyInAnyOrder(due);
    }
}
