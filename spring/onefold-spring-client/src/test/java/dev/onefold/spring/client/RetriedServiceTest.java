package dev.onefold.spring.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.client.HttpTransport;
import dev.onefold.client.OnefoldClient;
import dev.onefold.client.RetryPolicy;
import java.io.IOException;
import java.net.http.HttpClient;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/** Spring's retry advice around an HTTP service client. */
class RetriedServiceTest {

    interface Orders {

        @PostExchange
        @Retryable(delay = 0)
        @KeyedCall
        String place(@RequestBody String what);

        @PostExchange
        @Retryable(delay = 0)
        @KeyedCall("#what.toUpperCase()")
        String placeNamed(@RequestBody String what);

        @PostExchange
        @Retryable(delay = 0)
        String placeWithoutAKey(@RequestBody String what);
    }

    /** A class without interfaces that calls out. */
    static class Checkout {

        private final Orders orders;

        Checkout(Orders orders) {
            this.orders = orders;
        }

        @Retryable(delay = 0)
        @KeyedCall("'form-' + #form")
        String submit(int form) {
            return orders.placeWithoutAKey("form " + form);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableResilientMethods
    static class App {

        @Bean
        static BeanPostProcessor keyedCalls() {
            return new KeyedCalls();
        }

        @Bean
        Orders orders(Shop shop) {
            OnefoldClient oneAttempt = OnefoldClient.builder(HttpTransport.over(HttpClient.newHttpClient()))
                    .retries(RetryPolicy.standard().attempts(1))
                    .build();
            RestClient rest = RestClient.builder()
                    .baseUrl(shop.url())
                    .requestFactory(new JdkClientHttpRequestFactory(HttpClient.newHttpClient()))
                    .requestInterceptor(KeyedRequests.of(oneAttempt))
                    .build();
            return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(rest))
                    .build()
                    .createClient(Orders.class);
        }

        @Bean
        Checkout checkout(Orders orders) {
            return new Checkout(orders);
        }
    }

    @Test
    void a_keyed_call_has_one_key_however_often_it_is_retried() throws IOException {
        try (Shop shop = new Shop(0, 503, 0);
                AnnotationConfigApplicationContext app = app(shop)) {
            assertThat(app.getBean(Orders.class).place("lamp")).isEqualTo("order 1");

            assertThat(shop.keys).hasSize(4);
            assertThat(shop.differentKeys()).hasSize(1);
            assertThat(shop.effects()).isEqualTo(1);
        }
    }

    @Test
    void without_it_each_retry_is_another_order() throws IOException {
        try (Shop shop = new Shop(0, 0);
                AnnotationConfigApplicationContext app = app(shop)) {
            app.getBean(Orders.class).placeWithoutAKey("lamp");

            assertThat(shop.differentKeys()).hasSize(3);
            assertThat(shop.effects()).isEqualTo(3);
        }
    }

    @Test
    void a_call_with_a_name_has_the_key_of_that_name() throws IOException {
        try (Shop shop = new Shop();
                AnnotationConfigApplicationContext app = app(shop)) {
            Orders orders = app.getBean(Orders.class);
            orders.placeNamed("lamp");
            orders.placeNamed("lamp");
            orders.placeNamed("chair");

            assertThat(shop.effects()).isEqualTo(2);
            assertThatThrownBy(() -> orders.placeNamed("")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_bean_that_calls_out_may_be_the_intent() throws IOException {
        try (Shop shop = new Shop(0, 0);
                AnnotationConfigApplicationContext app = app(shop)) {
            app.getBean(Checkout.class).submit(7);
            app.getBean(Checkout.class).submit(7);

            assertThat(shop.keys).hasSize(4);
            assertThat(shop.effects()).isEqualTo(1);
        }
    }

    private static AnnotationConfigApplicationContext app(Shop shop) {
        AnnotationConfigApplicationContext app = new AnnotationConfigApplicationContext();
        app.registerBean(Shop.class, () -> shop);
        app.register(App.class);
        app.refresh();
        return app;
    }
}
