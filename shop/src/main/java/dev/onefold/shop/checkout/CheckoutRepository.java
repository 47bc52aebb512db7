package dev.onefold.shop.checkout;

import dev.onefold.shop.order.OrderSummary;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class CheckoutRepository {

    private final JdbcClient jdbc;

    CheckoutRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(UUID id, String tokenHash, OrderSummary order) {
        jdbc.sql("INSERT INTO checkout (id, token_hash, customer, total_minor) VALUES (:id, :hash, :customer, :total)")
                .param("id", id)
                .param("hash", tokenHash)
                .param("customer", order.customer())
                .param("total", order.totalMinor())
                .update();
    }
}
