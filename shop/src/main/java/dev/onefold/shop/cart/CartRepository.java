package dev.onefold.shop.cart;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class CartRepository {

    private final JdbcClient jdbc;

    CartRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds an open cart, unless it names a customer who does not exist. */
    boolean add(UUID id, @Nullable String customer, String client) {
        return jdbc.sql("""
                                INSERT INTO cart (id, customer, client, status)
                                SELECT :id, :customer::text, :client, 'OPEN'
                                 WHERE :customer::text IS NULL OR EXISTS (SELECT 1 FROM customer WHERE number = :customer)
                                """)
                        .param("id", id)
                        .param("customer", customer)
                        .param("client", client)
                        .update()
                == 1;
    }

    Optional<Cart> find(UUID id) {
        return jdbc.sql("SELECT id, customer, status, order_id FROM cart WHERE id = :id")
                .param("id", id)
                .query(CartRepository::cart)
                .optional();
    }

    Optional<Cart> lock(UUID id) {
        return jdbc.sql("SELECT id, customer, status, order_id FROM cart WHERE id = :id FOR NO KEY UPDATE")
                .param("id", id)
                .query(CartRepository::cart)
                .optional();
    }

    List<CartLine> linesOf(UUID id) {
        return jdbc.sql("SELECT code, quantity FROM cart_line WHERE cart_id = :id ORDER BY code")
                .param("id", id)
                .query((row, number) -> new CartLine(row.getString("code"), row.getLong("quantity")))
                .list();
    }

    void putLine(UUID id, CartLine line) {
        jdbc.sql("INSERT INTO cart_line (cart_id, code, quantity) VALUES (:id, :code, :quantity)"
                        + " ON CONFLICT (cart_id, code) DO UPDATE SET quantity = excluded.quantity")
                .param("id", id)
                .param("code", line.code())
                .param("quantity", line.quantity())
                .update();
    }

    void removeLine(UUID id, String code) {
        jdbc.sql("DELETE FROM cart_line WHERE cart_id = :id AND code = :code")
                .param("id", id)
                .param("code", code)
                .update();
    }

    void checkOut(UUID id, UUID order) {
        jdbc.sql("UPDATE cart SET status = 'CHECKED_OUT', order_id = :order WHERE id = :id")
                .param("id", id)
                .param("order", order)
                .update();
    }

    private static Cart cart(ResultSet row, int number) throws SQLException {
        return new Cart(
                row.getObject("id", UUID.class),
                row.getString("customer"),
                CartStatus.valueOf(row.getString("status")),
                row.getObject("order_id", UUID.class));
    }
}
