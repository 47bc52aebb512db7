package dev.onefold.shop.refund;

import dev.onefold.Outcome;
import dev.onefold.jdbc.JdbcRowLocks;
import dev.onefold.row.LockWait;
import dev.onefold.row.RowKey;
import dev.onefold.spring.CurrentConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class RefundRepository {

    /** A refund and what became of it. */
    record Stored(Refund refund, RefundStatus status, Instant at) {}

    /** What was paid for an order. Goods that came back took their part of it. */
    record Captured(UUID order, long amountMinor, long refundedMinor) {
        long leftMinor() {
            return amountMinor - refundedMinor;
        }
    }

    private static final LockWait WAIT = LockWait.atMost(Duration.ofSeconds(5));

    private final JdbcClient jdbc;
    private final CurrentConnection connection;
    private final JdbcRowLocks payments;

    /** The client is here so that the tables are there before a lock is declared on one. */
    RefundRepository(JdbcClient jdbc, DataSource dataSource, CurrentConnection connection) {
        this.jdbc = jdbc;
        this.connection = connection;
        this.payments = JdbcRowLocks.on(dataSource, "payment", "id");
    }

    Outcome<List<RowKey>> lock(UUID payment) {
        return payments.lock(connection.get(), RowKey.of(payment), WAIT);
    }

    Optional<Stored> find(UUID payment, String refundNo) {
        return jdbc.sql(
                        "SELECT id, amount_minor, status, at FROM refund WHERE payment_id = :payment AND refund_no = :number")
                .param("payment", payment)
                .param("number", refundNo)
                .query((row, number) -> new Stored(
                        new Refund(row.getObject("id", UUID.class), payment, refundNo, row.getLong("amount_minor")),
                        RefundStatus.valueOf(row.getString("status")),
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    Captured captured(UUID payment) {
        return find(payment).orElseThrow();
    }

    Optional<Captured> find(UUID payment) {
        return jdbc.sql("""
                        SELECT order_id, amount_minor,
                               (SELECT coalesce(sum(r.amount_minor), 0) FROM refund r
                                 WHERE r.payment_id = p.id AND r.status = 'SUCCEEDED')
                               + (SELECT coalesce(sum(g.total_minor), 0) FROM goods_return g
                                   WHERE g.order_id = p.order_id) AS refunded_minor
                          FROM payment p WHERE id = :payment
                        """)
                .param("payment", payment)
                .query((row, number) -> new Captured(
                        row.getObject("order_id", UUID.class),
                        row.getLong("amount_minor"),
                        row.getLong("refunded_minor")))
                .optional();
    }

    long refundedOf(UUID order) {
        return jdbc.sql("SELECT coalesce(sum(r.amount_minor), 0) FROM refund r JOIN payment p ON p.id = r.payment_id"
                        + " WHERE p.order_id = :order AND r.status = 'SUCCEEDED'")
                .param("order", order)
                .query(Long.class)
                .single();
    }

    void add(Refund refund, RefundStatus status, String client) {
        jdbc.sql("INSERT INTO refund (id, payment_id, refund_no, amount_minor, status, client)"
                        + " VALUES (:id, :payment, :number, :amount, :status, :client)")
                .param("id", refund.id())
                .param("payment", refund.paymentId())
                .param("number", refund.refundNo())
                .param("amount", refund.amountMinor())
                .param("status", status.name())
                .param("client", client)
                .update();
    }
}
