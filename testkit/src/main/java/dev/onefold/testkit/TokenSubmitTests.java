package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Codec;
import dev.onefold.Content;
import dev.onefold.Decision;
import dev.onefold.LeasedOperation;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Operation.LeasePolicy;
import dev.onefold.Operation.Waiting;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.Expired;
import dev.onefold.Outcome.InProgress;
import dev.onefold.Outcome.Mismatch;
import dev.onefold.Outcome.Rejected;
import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.Outcome.Replayed;
import dev.onefold.RejectedException;
import dev.onefold.Rejection;
import dev.onefold.Scope;
import dev.onefold.token.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What is submitted with a token. */
abstract class TokenSubmitTests extends TokenGroup {

    private static final Rejection SOLD_OUT = Rejection.of("sold-out", "There is nothing left");

    TokenSubmitTests(TokenStoreContract contract) {
        super(contract);
    }

    @Test
    void happens_once_and_the_second_gets_the_answer_of_the_first() {
        String token = token();

        assertThat(submit(here(), token, "ordered")).isEqualTo(new Applied<>("ordered"));

        for (Tokens<Void> node : List.of(here(), there())) {
            Outcome<String> again = submit(node, token, CONTENT, never());
            assertThat(again).isInstanceOf(Replayed.class);
            assertThat(((Replayed<String>) again).value()).isEqualTo("ordered");
        }
        assertThat(effects).hasValue(1);
    }

    @Test
    void a_double_click_orders_once() throws Exception {
        for (int round = 0; round < 10; round++) {
            effects.set(0);
            String token = token();
            List<Tokens<Void>> nodes = List.of(here(), there());

            List<Outcome<String>> all = crew.together(16, i -> () -> submit(nodes.get(i % 2), token, "ordered"));

            assertThat(effects).hasValue(1);
            assertThat(all).filteredOn(Applied.class::isInstance).hasSize(1);
            assertThat(all)
                    .allMatch(outcome ->
                            outcome instanceof Applied || outcome instanceof InProgress || outcome instanceof Replayed);
        }
    }

    @Test
    void that_comes_second_waits_and_gets_the_answer_of_the_first() throws Exception {
        LeasedOperation<String> patient = checkout.with(Waiting.atMost(Duration.ofSeconds(30)));
        for (boolean sameNode : List.of(true, false)) {
            Gate gate = new Gate();
            ManualTime time = ManualTime.still();
            Tokens<Void> first =
                    tokens(contract.store(), Onefold.<Void>builder().time(time).renewals(new ManualScheduler()));
            Tokens<Void> second = sameNode
                    ? first
                    : tokens(
                            contract.anotherStore(),
                            Onefold.<Void>builder().time(time).renewals(new ManualScheduler()));
            String token = value(first.issue(patient, holder));
            Future<Outcome<String>> one = crew.start(
                    () -> first.<String, RuntimeException>submit(patient, holder, token, CONTENT, attempt -> {
                        gate.pass();
                        return "ordered";
                    }));
            gate.awaitArrival();
            Future<Outcome<String>> two = crew.start(() -> second.submit(patient, holder, token, CONTENT, never()));
            time.awaitResting(1);

            gate.open();
            assertThat(Crew.result(one)).isEqualTo(new Applied<>("ordered"));
            time.advance(Duration.ofSeconds(1));

            assertThat(Crew.result(two)).isInstanceOf(Replayed.class);
        }
    }

    @Test
    void with_other_content_is_a_mismatch_while_the_first_is_at_work_and_after() {
        String token = token();
        submit(here(), token, CONTENT, attempt -> {
            assertThat(submit(there(), token, OTHER_CONTENT, never())).isEqualTo(new Mismatch<>("content"));
            return "ordered";
        });

        assertThat(submit(there(), token, OTHER_CONTENT, never())).isEqualTo(new Mismatch<>("content"));
    }

    @Test
    void with_a_token_that_was_never_issued_is_refused() {
        for (String token : List.of("AAAAAAAAAAAAAAAAAAAAAAAA", "", "no token", "x".repeat(10_000), "\u0000")) {
            assertNotIssued(submit(here(), token, CONTENT, never()));
            assertNotIssued(submit(there(), token, CONTENT, never()));
        }
    }

    @Test
    void with_the_token_of_another_is_refused_and_the_owner_may_still_use_it() {
        String token = token();

        for (Scope thief : List.of(new Scope("shop", unique("thief")), new Scope("other shop", holder.principal()))) {
            assertNotIssued(there().submit(checkout, thief, token, CONTENT, never()));
        }
        assertThat(submit(here(), token, "ordered")).isInstanceOf(Applied.class);
        assertNotIssued(there().submit(checkout, new Scope("shop", unique("thief")), token, CONTENT, never()));
    }

    @Test
    void for_another_operation_is_refused_and_the_token_may_still_be_used() {
        String token = token();
        LeasedOperation<String> refund =
                Operation.leased(unique("refund"), Codec.text()).with(checkout.lease());

        assertNotIssued(there().submit(refund, holder, token, CONTENT, never()));

        assertThat(submit(here(), token, "ordered")).isInstanceOf(Applied.class);
        assertNotIssued(there().submit(refund, holder, token, CONTENT, never()));
    }

    @Test
    void with_a_token_whose_time_is_over_is_refused() {
        String token = token();

        contract.advance(PAST_LIFETIME);

        assertNotIssued(submit(there(), token, CONTENT, never()));
    }

    @Test
    void with_a_token_within_its_time_is_accepted() {
        String token = token();

        contract.advance(LIFETIME.minusMinutes(2));

        assertThat(submit(there(), token, "ordered")).isInstanceOf(Applied.class);
    }

    @Test
    void is_answered_after_the_token_would_have_expired_and_refused_when_all_is_forgotten() {
        String token = token();
        submit(here(), token, "ordered");

        contract.advance(PAST_LIFETIME);
        assertThat(submit(there(), token, CONTENT, never())).isInstanceOf(Replayed.class);
        contract.advance(Duration.ofHours(1));
        assertThat(submit(there(), token, CONTENT, never())).isInstanceOf(Expired.class);
        contract.advance(Duration.ofHours(1));
        assertNotIssued(submit(there(), token, CONTENT, never()));
        assertThat(effects).hasValue(1);
    }

    @Test
    void that_the_business_refuses_is_refused_again() {
        String token = token();

        assertThat(submit(here(), token, CONTENT, attempt -> {
                    throw new RejectedException(SOLD_OUT);
                }))
                .isEqualTo(new Rejected<>(SOLD_OUT, Memory.REMEMBERED));

        assertThat(submit(there(), token, CONTENT, never())).isEqualTo(new Rejected<>(SOLD_OUT, Memory.REPLAYED));
    }

    @Test
    void token_failed_business_then_retry() {
        String token = token();
        Tokens<Void> tokens = here();

        assertThatThrownBy(() -> submit(tokens, token, CONTENT, attempt -> {
                    throw new IllegalStateException("the warehouse did not answer");
                }))
                .hasMessage("the warehouse did not answer");
        assertThat(tokens.engine()
                        .decide(
                                checkout,
                                Tokens.call(checkout, holder, token, OTHER_CONTENT),
                                attempt -> new Decision.Discard<>(SOLD_OUT)))
                .isEqualTo(new Rejected<>(SOLD_OUT, Memory.FORGOTTEN));

        assertThat(submit(there(), token, "ordered")).isEqualTo(new Applied<>("ordered"));
        assertThat(submit(tokens, token, CONTENT, never())).isInstanceOf(Replayed.class);
    }

    @Test
    void token_reused_with_another_payload_orders_once() {
        String token = token();
        submit(here(), token, "two mugs");

        assertThat(submit(there(), token, OTHER_CONTENT, never())).isInstanceOf(Mismatch.class);
        assertThat(submit(there(), token, CONTENT, never())).isInstanceOf(Replayed.class);
        assertThat(effects).hasValue(1);
    }

    @Test
    void of_two_tabs_with_a_token_each_are_two_requests() {
        String one = token();
        String two = token();

        assertThat(submit(here(), one, "first tab")).isEqualTo(new Applied<>("first tab"));
        assertThat(submit(there(), two, "second tab")).isEqualTo(new Applied<>("second tab"));
    }

    @Test
    void is_kept_with_its_media_type_byte_for_byte() {
        LeasedOperation<Content> binary =
                Operation.leased(unique("binary"), Codec.content()).with(checkout.lease());
        byte[] bytes = new byte[300];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        Content answer = Content.of("application/octet-stream", bytes);
        String token = value(here().issue(binary, holder));

        here().submit(binary, holder, token, CONTENT, attempt -> answer);

        var again = there().<Content, RuntimeException>submit(
                        binary, holder, token, CONTENT, attempt -> Content.text("never"));
        assertThat(((Replayed<Content>) again).value()).isEqualTo(answer);
    }

    @Test
    void of_an_operation_that_would_refuse_its_user_for_ever_after_a_crash_is_refused() {
        LeasedOperation<String> asking = checkout.with(LeasePolicy.DEFAULT);

        assertThatThrownBy(() -> here().submit(asking, holder, token(), CONTENT, never()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Doubt.RUN_AGAIN");
    }
}
