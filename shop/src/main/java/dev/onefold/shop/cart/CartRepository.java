package dev.onefold.shop.cart;

import dev.onefold.Outcome;
import dev.onefold.jdbc.JdbcDeletions;
import dev.onefold.jdbc.JdbcStore;
import dev.onefold.row.Columns;
import dev.onefold.row.Deletable;
import dev.onefold.row.Deleted;
import dev.onefold.spring.CurrentConnection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class CartRepository {

    private final JdbcClient jdbc;
    private final CurrentConnection connection;
    private final JdbcDeletions lines;

    /** The store is here so that its tables are there before deletions are declared. */
    CartRepository(JdbcClient jdbc, JdbcStore store, DataSource dataSource, CurrentConnection connection) {
        this.jdbc = jdbc;
        this.connection = connection;
        this.lines = JdbcDeletions.on(
                dataSource, Deletable.of("cart_line", "cart_id", "code").incarnation("id"));
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

    Optional<UUID> lineId(UUID cart, String code) {
        return jdbc.sql("SELECT id FROM cart_line WHERE cart_id = :id AND code = :code")
                .param("id", cart)
                .param("code", code)
                .query(UUID.class)
                .optional();
    }

    Outcome<Deleted> removeLine(UUID cart, String code, UUID line, String request) {
        return lines.delete(connection.get(), lineKey(cart, code), Columns.of("id", line), request);
    }

    Optional<Deleted> removedLine(UUID cart, String code) {
        return lines.find(connection.get(), lineKey(cart, code));
    }

    int forgetRemovals(int atMost) {
        return lines.purge(atMost);
    }

    private static Columns lineKey(UUID cart, String code) {
        return Columns.of("cart_id", cart).and("code", code);
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
