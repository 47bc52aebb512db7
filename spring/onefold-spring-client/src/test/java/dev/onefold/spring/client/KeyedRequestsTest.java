package dev.onefold.spring.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.client.ClientTime;
import dev.onefold.client.HttpTransport;
import dev.onefold.client.InMemoryIntents;
import dev.onefold.client.IntentChangedException;
import dev.onefold.client.Intents;
import dev.onefold.client.OnefoldClient;
import dev.onefold.client.Result;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

class KeyedRequestsTest {

    private final Intents intents = InMemoryIntents.create();
    private final OnefoldClient client = OnefoldClient.builder(HttpTransport.over(HttpClient.newHttpClient()))
            .intents(intents)
            .with(ClientTime.system(), bound -> 0)
            .build();

    @Test
    void a_post_is_repeated_with_its_key_until_it_is_answered() throws IOException {
        try (Shop shop = new Shop(503, 0)) {
            assertThat(order(shop, "lamp")).isEqualTo("order 1");

            assertThat(shop.keys).hasSize(3);
            assertThat(shop.differentKeys()).hasSize(1).doesNotContain("null");
            assertThat(shop.tokens).containsOnly("Bearer secret");
        }
    }

    @Test
    void a_no_is_the_exception_that_spring_has_for_it() throws IOException {
        try (Shop shop = new Shop(422)) {
            assertThatThrownBy(() -> order(shop, "lamp"))
                    .isInstanceOf(HttpClientErrorException.UnprocessableContent.class);
            assertThat(shop.keys).hasSize(1);
        }
    }

    @Test
    void what_no_attempt_decided_is_unknown_and_resumed_without_what_must_not_be_stored() throws IOException {
        try (Shop shop = new Shop(0, 0, 0, 0)) {
            assertThatThrownBy(() -> order(shop, "lamp"))
                    .isInstanceOfSatisfying(
                            OutcomeUnknownException.class,
                            unknown -> assertThat(unknown.result().attempts()).isEqualTo(4));

            assertThat(client.resume(10)).singleElement().isInstanceOf(Result.Done.class);
            assertThat(shop.effects()).isEqualTo(1);
            assertThat(shop.tokens.get(4)).isEqualTo("null");
        }
    }

    @Test
    void code_that_is_run_again_in_a_scope_is_one_intent() throws Exception {
        try (Shop shop = new Shop()) {
            String first = IntentScope.call("order-1", () -> order(shop, "lamp"));
            String again = IntentScope.call("order-1", () -> order(shop, "lamp"));

            assertThat(again).isEqualTo(first);
            assertThatThrownBy(() -> IntentScope.call("order-1", () -> order(shop, "chair")))
                    .isInstanceOf(IntentChangedException.class);
            assertThat(shop.differentKeys()).hasSize(1);
            assertThat(IntentScope.current()).isEmpty();
        }
    }

    @Test
    void a_scope_in_another_hides_it_and_gives_it_back() throws Exception {
        List<String> seen = IntentScope.call(
                "outer",
                () -> List.of(
                        IntentScope.call("inner", () -> IntentScope.current().orElseThrow()),
                        IntentScope.current().orElseThrow()));

        assertThat(seen).containsExactly("inner", "outer");
    }

    @Test
    void reads_and_requests_with_a_key_of_their_own_pass_as_they_are() throws IOException {
        try (Shop shop = new Shop()) {
            rest(shop).get().retrieve().body(String.class);
            rest(shop)
                    .post()
                    .header("Idempotency-Key", "mine")
                    .body("lamp")
                    .retrieve()
                    .body(String.class);

            assertThat(shop.keys).containsExactly("null", "mine");
            assertThat(intents.open(1)).isEmpty();
        }
    }

    private String order(Shop shop, String what) {
        String order = rest(shop).post().body(what).retrieve().body(String.class);
        return order == null ? "" : order;
    }

    private RestClient rest(Shop shop) {
        return RestClient.builder()
                .baseUrl(shop.url())
                .requestFactory(new JdkClientHttpRequestFactory(HttpClient.newHttpClient()))
                .requestInterceptor((request, body, execution) -> {
                    request.getHeaders().set(HttpHeaders.AUTHORIZATION, "Bearer secret");
                    return execution.execute(request, body);
                })
                .requestInterceptor(KeyedRequests.of(client))
                .build();
    }
}
