package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Codec;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Scope;
import dev.onefold.TransactionalOperation;
import dev.onefold.Work;
import dev.onefold.store.TransactionalStore;
import dev.onefold.token.Token;
import dev.onefold.token.TokenStore;
import dev.onefold.token.Tokens;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;

/** A part of the contract of tokens in transactions. */
abstract class TransactionalTokenGroup<C, S extends TokenStore & TransactionalStore<C>> extends ContractGroup {

    final TransactionalTokenContract<C, S> contract;
    final Scope holder = new Scope("shop", unique("customer"));
    final TransactionalOperation<String> checkout = Operation.transactional(unique("checkout"), Codec.text());
    final String effect = unique("order");
    private final List<Tokens<?>> all = new CopyOnWriteArrayList<>();

    TransactionalTokenGroup(TransactionalTokenContract<C, S> contract) {
        this.contract = contract;
    }

    Tokens<C> tokens(S store) {
        Tokens<C> tokens =
                Tokens.on(store, Onefold.<C>builder().time(ManualTime.jumping()).renewals(new ManualScheduler()));
        all.add(tokens);
        return tokens;
    }

    Tokens<C> here() {
        return tokens(contract.store());
    }

    Tokens<C> there() {
        return tokens(contract.anotherStore());
    }

    /** A token that was just issued to the holder for the checkout. */
    String token() {
        Outcome<Token> issued = here().issue(checkout, holder);
        assertThat(issued).isInstanceOf(Applied.class);
        return ((Applied<Token>) issued).value().value();
    }

    Outcome<String> submit(Tokens<C> tokens, String token) throws Exception {
        return submit(tokens, token, ordering());
    }

    Outcome<String> submit(Tokens<C> tokens, String token, Work<C, String, Exception> work) throws Exception {
        return tokens.submit(checkout, holder, token, CONTENT, work);
    }

    Work<C, String, Exception> ordering() {
        return resource -> {
            contract.write(resource, effect);
            return "ordered";
        };
    }

    static <C> Work<C, String, Exception> never() {
        return resource -> Assertions.fail("The work was run");
    }

    void assertOrdered(int times) throws Exception {
        assertThat(contract.effects()).filteredOn(effect::equals).hasSize(times);
    }

    @AfterEach
    void closeTokens() {
        all.forEach(Tokens::close);
    }
}
