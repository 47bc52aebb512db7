package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Codec;
import dev.onefold.Fingerprint;
import dev.onefold.LeasedOperation;
import dev.onefold.LeasedWork;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Operation.Doubt;
import dev.onefold.Operation.LeasePolicy;
import dev.onefold.Operation.Retention;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.Rejected;
import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.Scope;
import dev.onefold.token.Token;
import dev.onefold.token.TokenStore;
import dev.onefold.token.Tokens;
import dev.onefold.token.Tokens.Issuing;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;

/** A part of the contract of tokens: a holder of its own for every test. */
abstract class TokenGroup extends ContractGroup {

    static final Duration LIFETIME = Duration.ofMinutes(30);
    static final Duration LEASE = Duration.ofSeconds(60);

    /** Longer than a lease, and than what a running clock adds to it. */
    static final Duration PAST_LEASE = Duration.ofSeconds(61);

    static final Duration PAST_LIFETIME = LIFETIME.plusSeconds(1);

    final TokenStoreContract contract;
    final Scope holder = new Scope("shop", unique("customer"));
    final LeasedOperation<String> checkout = Operation.leased(unique("checkout"), Codec.text())
            .with(new LeasePolicy(LEASE, Duration.ofSeconds(20), Doubt.RUN_AGAIN))
            .with(new Retention(Duration.ofHours(1), Duration.ofHours(2)));

    /** Where the effects of the work happen: elsewhere. */
    final AtomicInteger effects = new AtomicInteger();

    private final List<Tokens<?>> all = new CopyOnWriteArrayList<>();

    TokenGroup(TokenStoreContract contract) {
        this.contract = contract;
    }

    /** As a process would have it that renews nothing by itself and never waits long for a step's next try. */
    Tokens<Void> tokens(TokenStore store) {
        return tokens(store, Onefold.<Void>builder().time(ManualTime.jumping()).renewals(new ManualScheduler()));
    }

    Tokens<Void> tokens(TokenStore store, Onefold.Builder<Void> engine) {
        Tokens<Void> tokens = Tokens.leased(store, engine).with(new Issuing(LIFETIME, 100));
        all.add(tokens);
        return tokens;
    }

    Tokens<Void> here() {
        return tokens(contract.store());
    }

    Tokens<Void> there() {
        return tokens(contract.anotherStore());
    }

    static String value(Outcome<Token> issued) {
        assertThat(issued).isInstanceOf(Applied.class);
        return ((Applied<Token>) issued).value().value();
    }

    /** A token that was just issued to the holder for the checkout. */
    String token() {
        return value(here().issue(checkout, holder));
    }

    Outcome<String> submit(Tokens<Void> tokens, String token, String answer) {
        return submit(tokens, token, CONTENT, working(answer));
    }

    Outcome<String> submit(
            Tokens<Void> tokens, String token, Fingerprint content, LeasedWork<String, RuntimeException> work) {
        return tokens.submit(checkout, holder, token, content, work);
    }

    LeasedWork<String, RuntimeException> working(String answer) {
        return attempt -> {
            effects.incrementAndGet();
            return answer;
        };
    }

    static LeasedWork<String, RuntimeException> never() {
        return attempt -> Assertions.fail("The work was run");
    }

    static void assertNotIssued(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Rejected.class);
        Rejected<?> rejected = (Rejected<?>) outcome;
        assertThat(rejected.rejection().code()).isEqualTo("token-not-issued");
        assertThat(rejected.memory()).isEqualTo(Memory.FORGOTTEN);
    }

    @AfterEach
    void closeTokens() {
        all.forEach(Tokens::close);
    }
}
