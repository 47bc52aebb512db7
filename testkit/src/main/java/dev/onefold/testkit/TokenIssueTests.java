package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.Rejected;
import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.Scope;
import dev.onefold.token.Token;
import dev.onefold.token.Tokens;
import dev.onefold.token.Tokens.Issuing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who gets a token. */
abstract class TokenIssueTests extends TokenGroup {

    TokenIssueTests(TokenStoreContract contract) {
        super(contract);
    }

    private Tokens<Void> atMost(int live) {
        return here().with(new Issuing(LIFETIME, live));
    }

    private static void assertTooMany(Outcome<Token> issued) {
        assertThat(issued).isInstanceOf(Rejected.class);
        Rejected<Token> rejected = (Rejected<Token>) issued;
        assertThat(rejected.rejection().code()).isEqualTo("too-many-tokens");
        assertThat(rejected.memory()).isEqualTo(Memory.FORGOTTEN);
    }

    @Test
    void is_never_the_same_twice() {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            values.add(token());
        }

        assertThat(new HashSet<>(values)).hasSize(50);
        assertThat(values).allMatch(value -> value.matches("[A-Za-z0-9_-]{24}"));
    }

    @Test
    void says_when_it_expires_by_the_clock_of_the_store() {
        Token first = ((Applied<Token>) here().issue(checkout, holder)).value();
        contract.advance(Duration.ofHours(3));
        Token second = ((Applied<Token>) there().issue(checkout, holder)).value();

        assertThat(Duration.between(first.expiresAt(), second.expiresAt()))
                .isBetween(
                        Duration.ofHours(3).minusSeconds(1), Duration.ofHours(3).plusMinutes(2));
        assertThat(first.toString()).doesNotContain(first.value());
    }

    @Test
    void beyond_the_bound_of_one_holder_is_refused_and_others_get_theirs() {
        Tokens<Void> bounded = atMost(3);
        for (int i = 0; i < 3; i++) {
            value(bounded.issue(checkout, holder));
        }

        assertTooMany(bounded.issue(checkout, holder));
        assertTooMany(there().with(new Issuing(LIFETIME, 3)).issue(checkout, holder));
        value(bounded.issue(checkout, new Scope("shop", unique("customer"))));
    }

    @Test
    void is_counted_until_it_is_used_up() {
        Tokens<Void> bounded = atMost(1);
        String token = value(bounded.issue(checkout, holder));
        assertTooMany(bounded.issue(checkout, holder));

        assertThat(submit(there(), token, "ordered")).isInstanceOf(Applied.class);

        value(bounded.issue(checkout, holder));
        assertTooMany(bounded.issue(checkout, holder));
    }

    @Test
    void is_counted_until_it_expires() {
        Tokens<Void> bounded = atMost(1);
        value(bounded.issue(checkout, holder));

        contract.advance(PAST_LIFETIME);

        value(bounded.issue(checkout, holder));
    }

    @Test
    void asked_for_many_times_at_once_stays_within_the_bound() throws Exception {
        List<Tokens<Void>> nodes = List.of(atMost(4), there().with(new Issuing(LIFETIME, 4)));

        List<Outcome<Token>> all = crew.together(16, i -> () -> nodes.get(i % 2).issue(checkout, holder));

        assertThat(all)
                .filteredOn(Applied.class::isInstance)
                .hasSizeBetween(4, 4 + contract.issuedBeyondTheBoundAtOnce());
        assertTooMany(nodes.get(0).issue(checkout, holder));
    }
}
