package dev.onefold.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller does so that a wish comes true once: rules P1 to P16. */
class CallerRulesTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String JSON = "{\"sku\":\"lamp\",\"count\":1}";

    private final ManualTime time = new ManualTime();
    private final InMemoryIntents intents = InMemoryIntents.create();

    @Test
    void P1_the_intent_is_stored_before_anything_is_sent() throws IOException {
        AtomicInteger openOnArrival = new AtomicInteger();
        try (LossyServer server = new LossyServer()
                .onArrival(() -> openOnArrival.set(intents.open(10).size()))) {
            client().send("order-1", order(server));

            assertThat(openOnArrival).hasValue(1);
            assertThat(intents.open(10)).isEmpty();
        }
    }

    @Test
    void P1_a_process_that_died_after_sending_resumes_with_the_same_key() throws IOException {
        try (LossyServer server = new LossyServer()) {
            OnefoldClient dying = client().through((request, atMost) -> {
                HttpTransport.over(HTTP).send(request, atMost);
                throw new StackOverflowError("the process died");
            });
            assertThatThrownBy(() -> dying.send("order-1", order(server))).isInstanceOf(StackOverflowError.class);

            List<Result> resumed = client().resume(10);

            assertThat(resumed).singleElement().isInstanceOfSatisfying(Result.Done.class, done -> {
                assertThat(done.isReplayed()).isTrue();
                assertThat(done.intent().id()).isEqualTo("order-1");
            });
            assertThat(server.effects()).isEqualTo(1);
            assertThat(new HashSet<>(server.keys())).hasSize(1);
        }
    }

    @Test
    void P2_keys_are_uuids_of_chance_of_time_or_of_a_name() {
        UUID timeOrdered = UUID.fromString(Keys.timeOrdered(time).get());

        assertThat(UUID.fromString(Keys.random().get()).version()).isEqualTo(4);
        assertThat(timeOrdered.version()).isEqualTo(7);
        assertThat(timeOrdered.variant()).isEqualTo(2);
        assertThat(timeOrdered.getMostSignificantBits() >>> 16)
                .isEqualTo(time.now().toEpochMilli());
        // the value for the DNS namespace and this name is an example of RFC 9562
        assertThat(Keys.derived(UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "www.example.com"))
                .isEqualTo("2ed6657d-e927-568b-95e1-2665a8aea6a2");
    }

    @Test
    void P3_P4_every_attempt_sends_the_same_key_and_the_same_bytes() throws IOException {
        try (LossyServer server = new LossyServer(Act.LOSE_REQUEST, Act.say(503), Act.LOSE_REPLY)) {
            Result result = client().send("order-1", order(server));

            assertThat(result).isInstanceOf(Result.Done.class);
            assertThat(result.attempts()).isEqualTo(4);
            assertThat(server.keys()).hasSize(4).containsOnly(server.keys().get(0));
            assertThat(server.seen).extracting(LossyServer.Seen::body).containsOnly(JSON);
            assertThat(server.effects()).isEqualTo(1);
        }
    }

    @Test
    void what_is_made_for_each_attempt_is_fresh_and_not_stored() throws IOException {
        AtomicInteger tokens = new AtomicInteger();
        try (LossyServer server = new LossyServer(Act.LOSE_REPLY)) {
            parts().eachAttempt(() -> List.of(new Request.Field("Authorization", "Bearer " + tokens.incrementAndGet())))
                    .build()
                    .send("order-1", order(server));

            assertThat(server.seen)
                    .extracting(attempt -> attempt.fields().get("authorization"))
                    .containsExactly("Bearer 1", "Bearer 2");
            assertThat(intents.find("order-1").orElseThrow().intent().request().fields())
                    .extracting(Request.Field::name)
                    .containsExactly("Content-Type");
        }
    }

    static Stream<Act> notDecided() {
        return Stream.concat(
                IntStream.of(408, 425, 429, 500, 502, 503, 504, 529).mapToObj(Act::say),
                Stream.of(
                        Act.problem(409, "\"retryable\":true,\"operation_state\":\"in_progress\""),
                        Act.problem(409, "\"operation_state\":\"unknown\", \"retryable\" : true, \"more\":[{}]"),
                        Act.say(409, "Stripe-Should-Retry: true\r\n", ""),
                        Act.LOSE_REQUEST,
                        Act.LOSE_REPLY,
                        Act.RESET,
                        Act.STALL,
                        Act.STALL_IN_BODY,
                        Act.HANG_UP_IN_BODY));
    }

    @ParameterizedTest
    @MethodSource("notDecided")
    void P5_what_decides_nothing_is_tried_again_with_the_same_key(Act act) throws IOException {
        try (LossyServer server = new LossyServer(act)) {
            RetryPolicy policy = RetryPolicy.standard().attempts(10);
            Result result = parts().retries(act.stalls() ? policy.attemptTimeout(Duration.ofMillis(300)) : policy)
                    .build()
                    .send("order-1", order(server));

            // a slow machine may need more than two
            assertThat(result).isInstanceOf(Result.Done.class);
            assertThat(server.keys())
                    .hasSizeGreaterThan(1)
                    .containsOnly(server.keys().get(0));
            assertThat(server.effects()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402, 403, 404, 409, 410, 412, 422, 428})
    void P6_a_no_is_told_and_not_tried_again(int status) throws IOException {
        try (LossyServer server = new LossyServer(Act.say(status))) {
            Result result = client().send("order-1", order(server));

            assertThat(result)
                    .isInstanceOfSatisfying(
                            Result.Refused.class,
                            refused -> assertThat(refused.answer().status()).isEqualTo(status));
            assertThat(server.seen).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 413})
    void P6_being_turned_away_says_nothing_about_an_attempt_whose_reply_was_lost(int status) throws IOException {
        try (LossyServer server = new LossyServer(Act.LOSE_REPLY, Act.say(status))) {
            Result result = client().send("order-1", order(server));

            assertThat(result)
                    .isInstanceOfSatisfying(
                            Result.Unknown.class,
                            unknown -> assertThat(unknown.why()).isEqualTo(Result.Reason.TURNED_AWAY));
            assertThat(client().resume(10)).singleElement().isInstanceOf(Result.Done.class);
            assertThat(server.effects()).isEqualTo(1);
        }
    }

    @Test
    void P6_being_turned_away_after_being_held_back_is_a_no() throws IOException {
        try (LossyServer server = new LossyServer(Act.say(429), Act.say(401))) {
            assertThat(client().send("order-1", order(server))).isInstanceOf(Result.Refused.class);
        }
    }

    @Test
    void P7_a_new_key_is_for_a_new_intent_only() throws IOException {
        try (LossyServer server = new LossyServer(Act.problem(402, "\"safe_new_key\":true"))) {
            Result.Refused declined = (Result.Refused) client().send("order-1/1", order(server));
            assertThat(declined.isSafeToTryAnew()).isTrue();

            client().send("order-1/1", order(server));
            client().send("order-1/2", order(server));

            assertThat(server.keys().get(1)).isEqualTo(server.keys().get(0));
            assertThat(server.keys().get(2)).isNotEqualTo(server.keys().get(0));
        }
    }

    @Test
    void P7_a_no_that_forbids_a_new_key_says_so() throws IOException {
        try (LossyServer server = new LossyServer(Act.problem(409, "\"safe_new_key\":false,\"retryable\":false"))) {
            assertThat(client().send("order-1", order(server)))
                    .isInstanceOfSatisfying(
                            Result.Refused.class,
                            refused -> assertThat(refused.isSafeToTryAnew()).isFalse());
        }
    }

    @Test
    void P8_pauses_grow_within_bounds_and_are_of_any_length() throws IOException {
        try (LossyServer server = new LossyServer().thenAlways(() -> Act.say(500))) {
            parts().retries(RetryPolicy.standard().attempts(7)).build().send("order-1", order(server));

            assertThat(time.pauses)
                    .extracting(Duration::toMillis)
                    .containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 8000L);
        }
    }

    @Test
    void P8_retry_after_wins_in_seconds_and_as_a_date() throws IOException {
        Act seconds = Act.say(503, "Retry-After: 7\r\n", "");
        Act date = Act.say(503, "Retry-After: Fri, 27 Nov 2026 00:00:30 GMT\r\n", "");
        Act nonsense = Act.say(503, "Retry-After: soon\r\n", "");
        try (LossyServer server = new LossyServer(seconds, date, nonsense)) {
            client().send("order-1", order(server));

            assertThat(time.pauses)
                    .containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(23), Duration.ofSeconds(2));
        }
    }

    @Test
    void P8_no_attempt_begins_after_the_deadline() throws IOException {
        try (LossyServer server = new LossyServer(Act.say(503, "Retry-After: 61\r\n", ""))) {
            Result result = client().send("order-1", order(server));

            assertThat(why(result)).isEqualTo(Result.Reason.DEADLINE);
            assertThat(time.pauses).isEmpty();
        }
    }

    @Test
    void P9_retries_stay_a_share_of_the_requests() throws IOException {
        try (LossyServer server = new LossyServer().thenAlways(() -> Act.say(503))) {
            OnefoldClient client = parts().budget(RetryBudget.of(20, 10)).build();
            int attempts = IntStream.range(0, 100)
                    .map(number -> client.send("order-" + number, order(server)).attempts())
                    .sum();

            // 10 in reserve, and one for five
            assertThat(attempts - 100).isBetween(27, 30);
            assertThat(why(client.send("order-100", order(server)))).isEqualTo(Result.Reason.RETRY_BUDGET);
        }
    }

    @Test
    void P10_an_intent_older_than_the_servers_memory_is_not_sent() throws IOException {
        try (LossyServer server = new LossyServer(Act.LOSE_REPLY)) {
            parts().retries(RetryPolicy.standard().attempts(1)).build().send("order-1", order(server));
            time.pass(Duration.ofHours(21));

            Result late = client().resume(1).get(0);

            assertThat(why(late)).isEqualTo(Result.Reason.TOO_OLD);
            assertThat(server.seen).hasSize(1);

            client().settle("order-1");
            assertThat(intents.open(1)).isEmpty();
        }
    }

    @Test
    void P11_after_the_last_attempt_the_outcome_is_unknown_and_reconciled_later() throws IOException {
        try (LossyServer server = new LossyServer(Act.LOSE_REPLY, Act.RESET, Act.say(500), Act.say(504))) {
            Result result = client().send("order-1", order(server));

            assertThat(result.isDecided()).isFalse();
            assertThat(why(result)).isEqualTo(Result.Reason.ATTEMPTS_USED_UP);
            assertThat(client().send("order-1", order(server)))
                    .isInstanceOfSatisfying(
                            Result.Done.class,
                            done -> assertThat(done.isReplayed()).isTrue());
            assertThat(server.effects()).isEqualTo(1);
        }
    }

    @Test
    void P11_a_server_that_is_not_there_leaves_it_unknown() throws IOException {
        LossyServer gone = new LossyServer();
        gone.close();

        Result result = client().send("order-1", order(gone));

        assertThat(result)
                .isInstanceOfSatisfying(
                        Result.Unknown.class,
                        unknown ->
                                assertThat(unknown.lastFailure().orElseThrow()).isInstanceOf(ConnectException.class));
    }

    @Test
    void P12_the_original_status_and_whether_it_was_replayed_are_told() throws IOException {
        try (LossyServer server = new LossyServer(Act.LOSE_REPLY)) {
            Result.Done done = (Result.Done) client().send("order-1", order(server));

            assertThat(done.isReplayed()).isTrue();
            assertThat(done.answer().status()).isEqualTo(201);
            assertThat(done.answer().text()).isEqualTo("order 1");
        }
    }

    @Test
    void P12_done_but_not_told_any_more_is_neither_a_no_nor_unknown() throws IOException {
        Act expired = Act.problem(409, "\"operation_state\":\"completed\",\"operation_ref\":\"/orders/7\"");
        try (LossyServer server = new LossyServer(expired)) {
            assertThat(client().send("order-1", order(server)))
                    .isInstanceOfSatisfying(
                            Result.DoneEarlier.class,
                            earlier -> assertThat(earlier.operationRef()).contains("/orders/7"));
        }
    }

    @Test
    void what_the_server_has_lost_for_good_is_not_tried_again() throws IOException {
        Act forbidden = Act.problem(503, "\"retryable\":false");
        try (LossyServer server = new LossyServer(forbidden, Act.problem(409, "\"operation_state\":\"expired\""))) {
            assertThat(why(client().send("order-1", order(server)))).isEqualTo(Result.Reason.LOST_BY_SERVER);
            assertThat(why(client().send("order-2", order(server)))).isEqualTo(Result.Reason.LOST_BY_SERVER);
            assertThat(server.seen).hasSize(2);
        }
    }

    @Test
    void P13_a_request_without_a_name_has_a_key_too_and_none_of_its_own() throws IOException {
        try (LossyServer server = new LossyServer()) {
            client().send(order(server));
            client().send(order(server));

            assertThat(new HashSet<>(server.keys())).hasSize(2).doesNotContain("none");
            assertThatThrownBy(() -> client().send(order(server).with("idempotency-key", "mine")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void P14_the_same_form_sent_twice_is_one_intent() throws IOException {
        try (LossyServer server = new LossyServer()) {
            client().send("form-1", order(server));
            Result second = client().send("form-1", order(server));

            assertThat(second)
                    .isInstanceOfSatisfying(
                            Result.Done.class,
                            done -> assertThat(done.isReplayed()).isTrue());
            assertThatThrownBy(() -> client().send("form-1", order(server).with("X-Other", "content")))
                    .isInstanceOf(IntentChangedException.class);
            assertThat(server.effects()).isEqualTo(1);
        }
    }

    @Test
    void P15_a_conflict_that_names_what_was_made_is_read_by_a_judge_of_its_own() throws IOException {
        Act conflict = Act.say(
                409,
                "Content-Type: application/json\r\n",
                "{\"conflicting_resource_id\":\"PM123\",\"type\":\"idempotent_creation_conflict\"}");
        Judge judge = answer -> answer.problemMember("conflicting_resource_id").isPresent()
                ? Judgement.DONE_EARLIER
                : Judge.standard().judge(answer);
        try (LossyServer server = new LossyServer(Act.LOSE_REPLY, conflict)) {
            Result result = parts().judge(judge).build().send("order-1", order(server));

            assertThat(result)
                    .isInstanceOfSatisfying(
                            Result.DoneEarlier.class,
                            earlier -> assertThat(earlier.answer().problemMember("conflicting_resource_id"))
                                    .contains("PM123"));
            assertThat(server.effects()).isEqualTo(1);
        }
    }

    @Test
    void every_rule_of_callers_has_a_test() {
        Set<String> tested = Stream.of(getClass().getDeclaredMethods())
                .flatMap(method ->
                        Pattern.compile("P\\d+").matcher(method.getName()).results())
                .map(MatchResult::group)
                .collect(Collectors.toSet());

        assertThat(tested)
                .isEqualTo(IntStream.rangeClosed(1, 16)
                        .mapToObj(number -> "P" + number)
                        .collect(Collectors.toSet()));
    }

    @Test
    void P16_a_request_goes_nowhere_else_than_where_it_was_sent_first() throws IOException {
        try (LossyServer server = new LossyServer(Act.say(307, "Location: /elsewhere\r\n", ""))) {
            assertThat(client().send("order-1", order(server))).isInstanceOf(Result.Refused.class);
            assertThat(server.seen).hasSize(1);
        }
        HttpClient following = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build();
        assertThatThrownBy(() -> HttpTransport.over(following)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_answer_longer_than_what_is_kept_is_done_and_cut() throws IOException {
        try (LossyServer server = new LossyServer(Act.say(201, "", "x".repeat(10_000)))) {
            Result.Done done =
                    (Result.Done) client().through(HttpTransport.over(HTTP).keepAtMostBytes(100))
                            .send(order(server));

            assertThat(done.answer().isComplete()).isFalse();
            assertThat(done.answer().body()).hasSize(100);
        }
    }

    @Test
    void an_interrupted_thread_stops_and_leaves_it_unknown() {
        OnefoldClient interrupted = client().through((request, atMost) -> {
            throw new InterruptedException();
        });
        Result result =
                interrupted.send(Request.post(URI.create("http://localhost/orders"), "text/plain", new byte[0]));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(why(result)).isEqualTo(Result.Reason.INTERRUPTED);
    }

    private OnefoldClient client() {
        return parts().build();
    }

    private OnefoldClient.Builder parts() {
        return OnefoldClient.builder(HttpTransport.over(HTTP)).intents(intents).with(time, bound -> bound - 1);
    }

    private static Result.Reason why(Result result) {
        assertThat(result).isInstanceOf(Result.Unknown.class);
        return ((Result.Unknown) result).why();
    }

    private static Request order(LossyServer server) {
        return Request.post(server.uri(), "application/json", JSON.getBytes(StandardCharsets.UTF_8));
    }
}
