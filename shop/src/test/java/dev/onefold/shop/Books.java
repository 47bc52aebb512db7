package dev.onefold.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The books, read by SQL alone: each rule is a query for what breaks it, and finds nothing. */
final class Books {

    private static final Map<String, String> RULES = new LinkedHashMap<>();

    static {
        RULES.put(
                "the ledger sums to zero per currency",
                "SELECT currency, sum(amount_minor) FROM ledger_entry GROUP BY currency HAVING sum(amount_minor) <> 0");
        RULES.put("each ledger transaction has two entries that sum to zero", """
                SELECT t.id, count(e.id), sum(e.amount_minor)
                  FROM ledger_transaction t LEFT JOIN ledger_entry e ON e.transaction_id = t.id
                 GROUP BY t.id HAVING count(e.id) <> 2 OR sum(e.amount_minor) <> 0
                """);
        RULES.put("each entry is in an account of its currency", """
                SELECT e.id FROM ledger_entry e LEFT JOIN account a ON a.id = e.account_id AND a.currency = e.currency
                 WHERE a.id IS NULL
                """);
        RULES.put("a wallet's balance is the sum of its entries", """
                SELECT a.customer, a.balance_minor, coalesce(sum(e.amount_minor), 0)
                  FROM account a LEFT JOIN ledger_entry e ON e.account_id = a.id
                 WHERE a.kind = 'WALLET'
                 GROUP BY a.id HAVING a.balance_minor <> coalesce(sum(e.amount_minor), 0) OR a.balance_minor < 0
                """);
        RULES.put("each customer has one wallet", """
                SELECT c.number FROM customer c LEFT JOIN account a ON a.customer = c.number
                 GROUP BY c.number HAVING count(a.id) <> 1
                """);
        RULES.put("stock is the sum of its movements", """
                SELECT s.code, s.on_hand, coalesce(sum(m.delta), 0)
                  FROM stock s LEFT JOIN stock_movement m ON m.code = s.code
                 GROUP BY s.code HAVING s.on_hand <> coalesce(sum(m.delta), 0) OR s.on_hand < 0
                """);
        RULES.put("each product has a shelf", "SELECT code FROM product EXCEPT SELECT code FROM stock");
        RULES.put("each movement and line is of a product", """
                SELECT code FROM (SELECT code FROM stock_movement UNION SELECT code FROM order_line
                       UNION SELECT code FROM return_line) used EXCEPT SELECT code FROM product
                """);
        RULES.put("each order has one payment, of its total, which is the sum of its lines", """
                SELECT o.id FROM customer_order o
                 WHERE (SELECT count(*) FROM payment p WHERE p.order_id = o.id AND p.amount_minor = o.total_minor) <> 1
                    OR (SELECT count(*) FROM payment p WHERE p.order_id = o.id) <> 1
                    OR (SELECT coalesce(sum(value_minor), -1) FROM order_line l WHERE l.order_id = o.id) <> o.total_minor
                """);
        RULES.put("each order is in the ledger once, a cancelled one is also given back once", """
                SELECT o.id FROM customer_order o
                 WHERE (SELECT coalesce(sum(-e.amount_minor), -1) FROM ledger_transaction t
                          JOIN ledger_entry e ON e.transaction_id = t.id JOIN payment p ON p.account_id = e.account_id
                         WHERE t.source = o.id AND t.kind = 'PAYMENT' AND p.order_id = o.id) <> o.total_minor
                    OR (SELECT count(*) FROM ledger_transaction t WHERE t.source = o.id AND t.kind = 'PAYMENT') <> 1
                    OR (SELECT count(*) FROM ledger_transaction t WHERE t.source = o.id AND t.kind = 'REFUND')
                       <> CASE o.status WHEN 'CANCELLED' THEN 1 ELSE 0 END
                """);
        RULES.put("each order moved its goods, a cancelled one moved them back", """
                SELECT o.id FROM customer_order o
                 WHERE (SELECT sum(quantity) FROM order_line l WHERE l.order_id = o.id)
                       <> (SELECT -sum(delta) FROM stock_movement m WHERE m.source = o.id AND m.kind = 'SALE')
                    OR (SELECT coalesce(sum(delta), 0) FROM stock_movement m WHERE m.source = o.id)
                       <> CASE o.status WHEN 'CANCELLED' THEN 0
                          ELSE -(SELECT sum(quantity) FROM order_line l WHERE l.order_id = o.id) END
                """);
        RULES.put("each return moved its goods and its money once", """
                SELECT r.id FROM goods_return r
                 WHERE (SELECT coalesce(sum(value_minor), -1) FROM return_line l WHERE l.return_id = r.id) <> r.total_minor
                    OR (SELECT sum(quantity) FROM return_line l WHERE l.return_id = r.id)
                       <> (SELECT coalesce(sum(delta), 0) FROM stock_movement m WHERE m.source = r.id AND m.kind = 'RETURN')
                    OR (SELECT count(*) FROM ledger_transaction t WHERE t.source = r.id AND t.kind = 'REFUND') <> 1
                """);
        RULES.put("a customer has one account in each currency", """
                SELECT customer, currency FROM customer_account GROUP BY customer, currency HAVING count(*) > 1
                """);
        RULES.put("no more claims on a coupon than were issued, all of them counted", """
                SELECT c.code, c.claimed, count(k.id) FROM coupon c LEFT JOIN coupon_claim k ON k.coupon = c.code
                 GROUP BY c.code HAVING c.claimed <> count(k.id) OR count(k.id) > c.issued
                """);
        RULES.put("no more claims of a customer than one may have", """
                SELECT k.coupon, k.customer FROM coupon_claim k JOIN coupon c ON c.code = k.coupon
                 GROUP BY k.coupon, k.customer, c.per_customer HAVING count(*) > c.per_customer
                """);
        RULES.put("an order gives a coupon back once, and then does not use it", """
                SELECT r.claim_id FROM coupon_return r LEFT JOIN coupon_claim k ON k.id = r.claim_id
                 GROUP BY r.claim_id, r.order_id, k.used_by HAVING count(*) > 1 OR k.used_by = r.order_id
                """);
        RULES.put("a cancelled order uses no coupon", """
                SELECT k.id FROM coupon_claim k JOIN customer_order o ON o.id = k.used_by WHERE o.status = 'CANCELLED'
                """);
        RULES.put("a deleted address published one event, and is gone", """
                SELECT e.address_id FROM address_event e LEFT JOIN address a ON a.id = e.address_id
                 GROUP BY e.address_id, a.id HAVING count(*) <> 1 OR a.id IS NOT NULL
                """);
        RULES.put("each deletion of an address published its event", """
                SELECT (SELECT count(*) FROM onefold_deletion WHERE kind = 'address'), (SELECT count(*) FROM address_event)
                 WHERE (SELECT count(*) FROM onefold_deletion WHERE kind = 'address') <> (SELECT count(*) FROM address_event)
                """);
        RULES.put("no movement, payment or refund is of something that does not exist", """
                SELECT source FROM stock_movement
                 WHERE kind <> 'OPENING' AND source NOT IN (SELECT id FROM customer_order
                       UNION ALL SELECT id FROM goods_return UNION ALL SELECT id FROM stock_adjustment
                       UNION ALL SELECT id FROM reservation)
                 UNION ALL
                SELECT source FROM ledger_transaction
                 WHERE kind IN ('PAYMENT', 'REFUND')
                   AND source NOT IN (SELECT id FROM customer_order UNION ALL SELECT id FROM goods_return
                       UNION ALL SELECT id FROM refund)
                """);
        RULES.put("what is reserved is what reservations hold, and no more than is there", """
                SELECT s.code, s.on_hand, s.reserved, coalesce(sum(l.quantity), 0)
                  FROM stock s
                  LEFT JOIN (reservation_line l JOIN reservation r ON r.id = l.reservation_id AND r.status = 'HELD')
                    ON l.code = s.code
                 GROUP BY s.code HAVING s.reserved <> coalesce(sum(l.quantity), 0) OR s.reserved > s.on_hand
                """);
        RULES.put("a confirmed reservation sold its goods once, and no other sold any", """
                SELECT r.id FROM reservation r
                 WHERE (SELECT coalesce(-sum(delta), 0) FROM stock_movement m WHERE m.source = r.id)
                       <> CASE r.status WHEN 'CONFIRMED'
                          THEN (SELECT sum(quantity) FROM reservation_line l WHERE l.reservation_id = r.id) ELSE 0 END
                """);
        RULES.put("what goes back of a payment is no more than was paid", """
                SELECT p.id FROM payment p
                 WHERE (SELECT coalesce(sum(amount_minor), 0) FROM refund r
                         WHERE r.payment_id = p.id AND r.status = 'SUCCEEDED')
                     + (SELECT coalesce(sum(total_minor), 0) FROM goods_return g WHERE g.order_id = p.order_id)
                     > p.amount_minor
                """);
        RULES.put("each refund is in the ledger once, and a refused one never", """
                SELECT r.id FROM refund r
                 WHERE (SELECT count(*) FROM ledger_transaction t WHERE t.source = r.id AND t.kind = 'REFUND')
                       <> CASE r.status WHEN 'SUCCEEDED' THEN 1 ELSE 0 END
                    OR (SELECT coalesce(sum(e.amount_minor), 0) FROM ledger_transaction t
                          JOIN ledger_entry e ON e.transaction_id = t.id JOIN payment p ON p.account_id = e.account_id
                         WHERE t.source = r.id AND p.id = r.payment_id)
                       <> CASE r.status WHEN 'SUCCEEDED' THEN r.amount_minor ELSE 0 END
                """);
        RULES.put("each purchase is paid for once if it is paid, and else not; what is too much is given back", """
                SELECT p.id, p.status FROM purchase p
                 WHERE (SELECT count(*) FILTER (WHERE kind = 'CAPTURED') - count(*) FILTER (WHERE kind = 'REFUNDED')
                          FROM purchase_effect e WHERE e.purchase_id = p.id)
                       <> CASE WHEN p.status IN ('PAID', 'SHIPPED', 'COMPLETED') THEN 1 ELSE 0 END
                """);
        RULES.put("each purchase settles its goods once: confirmed if paid, released if given up", """
                SELECT p.id, p.status FROM purchase p
                 WHERE (SELECT coalesce(string_agg(kind, ','), '') FROM purchase_effect e
                         WHERE e.purchase_id = p.id AND kind LIKE 'STOCK%')
                       <> CASE WHEN p.status IN ('PAID', 'SHIPPED', 'COMPLETED') THEN 'STOCK_CONFIRMED'
                               WHEN p.status = 'PENDING' THEN '' ELSE 'STOCK_RELEASED' END
                    OR (SELECT max(r.status) FROM reservation r WHERE r.reference = p.id::text)
                       IS DISTINCT FROM CASE WHEN p.status IN ('PAID', 'SHIPPED', 'COMPLETED') THEN 'CONFIRMED'
                               WHEN p.status = 'PENDING' THEN 'HELD' ELSE 'RELEASED' END
                """);
        RULES.put(
                "an attempt is captured if it succeeded, at what its purchase costs; what came otherwise went back",
                """
                SELECT a.id, a.status, c.amount_minor FROM payment_attempt a
                  JOIN purchase p ON p.id = a.purchase_id
                  LEFT JOIN payment_capture c ON c.attempt_id = a.id
                  LEFT JOIN payment_give_back b ON b.attempt_id = a.id
                 WHERE a.amount_minor <> p.total_minor OR c.amount_minor <> a.amount_minor
                    OR b.amount_minor > c.amount_minor
                    OR (a.status = 'SUCCEEDED' AND c.attempt_id IS NULL)
                    OR (a.status <> 'SUCCEEDED' AND c.attempt_id IS NOT NULL AND b.attempt_id IS NULL)
                """);
        RULES.put("of the attempts of a purchase one is kept at most, and none unless it is paid", """
                SELECT p.id, p.status FROM purchase p
                  JOIN payment_attempt a ON a.purchase_id = p.id
                  JOIN payment_capture c ON c.attempt_id = a.id
                  LEFT JOIN payment_give_back b ON b.attempt_id = a.id
                 GROUP BY p.id
                HAVING count(*) FILTER (WHERE b.attempt_id IS NULL)
                       > CASE WHEN p.status IN ('PAID', 'SHIPPED', 'COMPLETED') THEN 1 ELSE 0 END
                """);
        RULES.put("a purchase that an attempt paid keeps the money of one", """
                SELECT p.id FROM purchase p
                  JOIN purchase_history h ON h.purchase_id = p.id AND h.event = 'PAY' AND h.effect = 'MOVED'
                 WHERE h.event_id LIKE 'attempt %'
                   AND NOT EXISTS (SELECT FROM payment_capture c
                                    WHERE 'attempt ' || c.attempt_id = h.event_id
                                      AND NOT EXISTS (SELECT FROM payment_give_back b WHERE b.attempt_id = c.attempt_id))
                """);
        RULES.put("the version and the status of an attempt are those of its history", """
                SELECT a.id FROM payment_attempt a
                 WHERE a.version <> (SELECT count(*) FROM payment_attempt_history h
                                      WHERE h.attempt_id = a.id AND h.effect = 'MOVED')
                    OR a.status NOT IN (SELECT 'CREATED' WHERE a.version = 0 UNION ALL
                                        SELECT to_status FROM payment_attempt_history h
                                         WHERE h.attempt_id = a.id AND h.effect = 'MOVED')
                """);
        RULES.put("the version and the status of a purchase are those of its history", """
                SELECT p.id FROM purchase p
                 WHERE p.version <> (SELECT count(*) FROM purchase_history h
                                      WHERE h.purchase_id = p.id AND h.effect = 'MOVED')
                    OR p.status NOT IN (SELECT 'PENDING' WHERE p.version = 0 UNION ALL
                                        SELECT to_status FROM purchase_history h
                                         WHERE h.purchase_id = p.id AND h.effect = 'MOVED')
                """);
        RULES.put(
                "no account is settled twice on a day",
                "SELECT date, account, count(*) FROM settlement GROUP BY date, account HAVING count(*) > 1");
        RULES.put("a flash sale is opened once", """
                SELECT s.id FROM flash_sale s LEFT JOIN flash_sale_opening o ON o.sale_id = s.id
                 GROUP BY s.id HAVING count(o.id) <> CASE s.status WHEN 'OPEN' THEN 1 ELSE 0 END
                """);
        RULES.put("what a flash sale sold was purchased, no more than it had", """
                SELECT s.id FROM flash_sale s LEFT JOIN flash_sale_purchase p ON p.sale_id = s.id
                 GROUP BY s.id HAVING count(p.id) <> s.units - s.available OR s.available < 0
                """);
        RULES.put(
                "each form is checked out once",
                "SELECT token_hash, count(*) FROM checkout GROUP BY token_hash HAVING count(*) > 1");
        RULES.put("each checkout is one order of its customer and total, whose token is used up", """
                SELECT c.id FROM checkout c
                 WHERE (SELECT count(*) FROM customer_order o WHERE o.reference = c.id::text) <> 1
                    OR NOT EXISTS (SELECT FROM customer_order o WHERE o.reference = c.id::text
                                      AND o.customer = c.customer AND o.total_minor = c.total_minor)
                    OR NOT EXISTS (SELECT FROM onefold_token t WHERE t.id = left(c.token_hash, 32)::uuid AND t.state = 2)
                """);
        RULES.put("each callback had its effect once", """
                SELECT source, epoch, sequence FROM payment_callback
                 GROUP BY source, epoch, sequence HAVING count(*) > 1
                """);
        RULES.put("what is credited is the sum of its callbacks", """
                SELECT coalesce(a.reference, c.reference), a.credited_minor, c.sum
                  FROM callback_account a
                  FULL JOIN (SELECT reference, sum(amount_minor) FROM payment_callback WHERE kind = 'CREDITED'
                              GROUP BY reference) c
                       ON c.reference = a.reference
                 WHERE a.credited_minor IS DISTINCT FROM c.sum
                """);
    }

    private final JdbcClient jdbc;

    Books(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void assertBalanced() {
        RULES.forEach((rule, query) -> {
            List<Map<String, Object>> broken = jdbc.sql(query).query().listOfRows();
            assertThat(broken).as(rule).isEmpty();
        });
    }

    long count(String table) {
        return jdbc.sql("SELECT count(*) FROM " + table).query(Long.class).single();
    }

    /** How many rows every table has: what must not change when a request is refused. */
    Map<String, Long> rows() {
        Map<String, Long> rows = new LinkedHashMap<>();
        List.of(
                        "customer_order",
                        "order_line",
                        "payment",
                        "ledger_transaction",
                        "ledger_entry",
                        "stock_movement",
                        "goods_return",
                        "return_line",
                        "stock_adjustment",
                        "product",
                        "customer",
                        "account",
                        "reservation",
                        "reservation_line",
                        "refund")
                .forEach(table -> rows.put(table, count(table)));
        return rows;
    }
}
