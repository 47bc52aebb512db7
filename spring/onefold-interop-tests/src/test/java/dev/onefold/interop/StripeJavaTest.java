package dev.onefold.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.net.RequestOptions;
import com.stripe.param.ChargeCreateParams;
import dev.onefold.interop.Attempts.Attempt;
import dev.onefold.interop.LossyWire.Fate;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Stripe's own SDK, which makes keys and retries by itself, against a handler with the stripe profile. */
class StripeJavaTest {

    /** Long enough for every reply that comes. */
    private static final int PATIENT_MILLIS = 60_000;

    /** Short enough to wait for one that does not. */
    private static final int IMPATIENT_MILLIS = 2_000;

    private final String business = "b-" + UUID.randomUUID();
    private final String account = "sk_test_" + UUID.randomUUID();
    private final StripeClient stripe = client(account, 3, PATIENT_MILLIS);

    private static StripeClient client(String account, int retries, int readTimeoutMillis) {
        return StripeClient.builder()
                .setApiKey(account)
                .setApiBase(Server.wire().url())
                .setReadTimeout(readTimeoutMillis)
                .setMaxNetworkRetries(retries)
                .build();
    }

    private ChargeCreateParams charge(long amount) {
        return params(amount).build();
    }

    private ChargeCreateParams charge(String description) {
        return params(100).setDescription(description).build();
    }

    private ChargeCreateParams.Builder params(long amount) {
        return ChargeCreateParams.builder().setAmount(amount).setCurrency("eur").putMetadata("business", business);
    }

    private static RequestOptions keyed(String key) {
        return RequestOptions.builder().setIdempotencyKey(key).build();
    }

    private static boolean isReplay(Charge charge) {
        return charge.getLastResponse()
                .headers()
                .firstValue("Idempotent-Replayed")
                .isPresent();
    }

    @Test
    void a_reply_that_never_comes_ends_in_one_effect_and_the_sdks_result() throws StripeException {
        Server.wire().fates(Fate.STALLED);

        Charge charge = client(account, 5, IMPATIENT_MILLIS).v1().charges().create(charge(100));

        assertThat(Server.wire().lost()).isEqualTo(1);
        assertThat(charge.getAmount()).isEqualTo(100);
        assertThat(charge.getId()).startsWith("ch_");
        assertThat(isReplay(charge)).isTrue();
        assertThat(Handlers.runs(business)).isEqualTo(1);
        assertThat(Server.effects(business)).isEqualTo(1);
        assertThat(Server.attempts().of(account))
                .hasSizeGreaterThanOrEqualTo(2)
                .extracting(Attempt::key)
                .allSatisfy(key -> assertThat(UUID.fromString(key)).hasToString(key))
                .containsOnly(Server.attempts().of(account).get(0).key());
    }

    @Test
    void a_connection_that_ends_without_a_reply_ends_in_one_effect_too() throws StripeException {
        Server.wire().fates(Fate.LOST);
        String key = UUID.randomUUID().toString();

        Charge charge;
        try {
            charge = stripe.v1().charges().create(charge(100), keyed(key));
        } catch (ApiConnectionException unknown) {
            // the SDK does not retry this by itself, but the JDK's connection under it may
            charge = stripe.v1().charges().create(charge(100), keyed(key));
        }

        assertThat(Server.wire().lost()).isEqualTo(1);
        assertThat(isReplay(charge)).isTrue();
        assertThat(Server.effects(business)).isEqualTo(1);
    }

    @Test
    void the_same_key_with_another_body_raises_the_idempotency_error_of_the_sdk() throws StripeException {
        Server.wire().fates();
        String key = UUID.randomUUID().toString();
        Charge first = stripe.v1().charges().create(charge(100), keyed(key));

        assertThatThrownBy(() -> stripe.v1().charges().create(charge(200), keyed(key)))
                .asInstanceOf(type(IdempotencyException.class))
                .satisfies(refused -> {
                    assertThat(refused.getStatusCode()).isEqualTo(400);
                    assertThat(refused.getStripeError().getType()).isEqualTo("idempotency_error");
                });

        assertThat(Server.attempts().of(account))
                .as("no retry of what cannot succeed")
                .hasSize(2);
        Charge again = stripe.v1().charges().create(charge(100), keyed(key));
        assertThat(again.getId()).isEqualTo(first.getId());
        assertThat(Server.effects(business)).isEqualTo(1);
    }

    @Test
    void under_another_profile_the_sdk_does_not_know_that_error() throws StripeException {
        Server.wire().fates();
        String key = UUID.randomUUID().toString();
        StripeClient elsewhere = StripeClient.builder()
                .setApiKey(account)
                .setApiBase(Server.wire().url() + "/ietf")
                .setMaxNetworkRetries(0)
                .build();
        elsewhere.v1().charges().create(charge(100), keyed(key));

        assertThatThrownBy(() -> elsewhere.v1().charges().create(charge(200), keyed(key)))
                .isInstanceOf(StripeException.class)
                .isNotInstanceOf(IdempotencyException.class);
        assertThat(Server.effects(business)).isEqualTo(1);
    }

    @Test
    void while_the_first_is_at_work_the_sdk_retries_until_there_is_an_answer() throws Exception {
        Server.wire().fates();
        String key = UUID.randomUUID().toString();
        Stop stop = Handlers.stop(business);
        CompletableFuture<Charge> first =
                CompletableFuture.supplyAsync(() -> create(client(account, 0, PATIENT_MILLIS), key));
        stop.awaitReached();

        CompletableFuture<Charge> second =
                CompletableFuture.supplyAsync(() -> create(client(account, 8, PATIENT_MILLIS), key));
        await().until(() -> Server.attempts().of(account).stream().anyMatch(attempt -> attempt.status() == 409));
        stop.open();

        assertThat(second.get().getId()).isEqualTo(first.get().getId());
        assertThat(isReplay(second.get())).isTrue();
        assertThat(isReplay(first.get())).isFalse();
        assertThat(Server.effects(business)).isEqualTo(1);
    }

    private Charge create(StripeClient client, String key) {
        try {
            return client.v1().charges().create(charge(100), keyed(key));
        } catch (StripeException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_declined_card_is_declined_again_with_the_same_words() {
        Server.wire().fates();
        String key = UUID.randomUUID().toString();

        for (int attempt = 1; attempt <= 2; attempt++) {
            assertThatThrownBy(() -> stripe.v1().charges().create(charge("declined"), keyed(key)))
                    .isInstanceOf(CardException.class)
                    .hasMessageContaining("Declined in run 1");
        }
        assertThat(Server.effects(business)).as("the attempt that was booked").isEqualTo(1);
    }

    @Test
    void a_failure_is_undone_and_the_sdks_retry_succeeds() throws StripeException {
        Server.wire().fates();

        Charge charge = stripe.v1().charges().create(charge("failing once"));

        assertThat(isReplay(charge)).isFalse();
        assertThat(Handlers.runs(business)).isEqualTo(2);
        assertThat(Server.effects(business)).isEqualTo(1);
    }

    @Test
    void a_malformed_request_is_an_invalid_request_and_leaves_the_key_free() throws StripeException {
        Server.wire().fates();
        String key = UUID.randomUUID().toString();
        assertThatThrownBy(() -> stripe.v1().charges().create(keyed("not,one,key")))
                .isInstanceOf(InvalidRequestException.class)
                .asInstanceOf(type(InvalidRequestException.class))
                .satisfies(refused -> assertThat(refused.getCode()).isEqualTo("key_invalid"));

        assertThat(isReplay(stripe.v1().charges().create(charge(100), keyed(key))))
                .isFalse();
        assertThat(Server.effects(business)).isEqualTo(1);
    }
}
