package dev.onefold.shop;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The books notice each kind of damage; each is done and undone in one transaction. */
class BooksTest extends ShopTest {

    @Autowired
    private PlatformTransactionManager transactions;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE stock SET on_hand = on_hand + 1 WHERE code = :mug",
                "UPDATE account SET balance_minor = balance_minor + 1 WHERE customer = :customer",
                "UPDATE payment SET amount_minor = amount_minor + 1 WHERE order_id = :order::uuid",
                "DELETE FROM payment WHERE order_id = :order::uuid",
                "UPDATE order_line SET value_minor = value_minor + 1 WHERE order_id = :order::uuid",
                "UPDATE customer_order SET status = 'CANCELLED' WHERE id = :order::uuid",
                "UPDATE ledger_entry SET amount_minor = amount_minor + 1 WHERE id = (SELECT max(id) FROM ledger_entry)",
                "DELETE FROM ledger_entry WHERE id = (SELECT max(id) FROM ledger_entry)",
                "INSERT INTO ledger_transaction (id, kind, source) VALUES (gen_random_uuid(), 'PAYMENT', :order::uuid)",
                "INSERT INTO customer (number, country) VALUES ('no-wallet', 'EIRE')",
                "INSERT INTO product (code, description, unit_price) VALUES ('no-shelf', '', 1)",
                "INSERT INTO coupon (code, issued, per_customer, claimed) VALUES ('miscounted', 2, 1, 1)",
                "INSERT INTO address_event (address_id, kind) VALUES (gen_random_uuid(), 'DELETED')",
                "UPDATE stock_movement SET source = gen_random_uuid() WHERE source = :order::uuid",
                "UPDATE stock SET reserved = 1 WHERE code = :mug",
                "INSERT INTO refund (id, payment_id, refund_no, amount_minor, status, client)"
                        + " SELECT gen_random_uuid(), id, 'R', 1, 'SUCCEEDED', '' FROM payment WHERE order_id = :order::uuid",
                "INSERT INTO refund (id, payment_id, refund_no, amount_minor, status, client)"
                        + " SELECT gen_random_uuid(), id, 'R', 201, 'SUCCEEDED', '' FROM payment WHERE order_id = :order::uuid",
                "WITH r AS (INSERT INTO reservation (id, reference, client, status, expires_at, ended_at)"
                        + " VALUES (gen_random_uuid(), 'damage', '', 'CONFIRMED', now(), now()) RETURNING id)"
                        + " INSERT INTO reservation_line SELECT id, :mug, 1 FROM r",
                "INSERT INTO checkout (id, token_hash, customer, total_minor) SELECT gen_random_uuid(), 'twice',"
                        + " :customer, 1 FROM generate_series(1, 2)",
                "INSERT INTO checkout (id, token_hash, customer, total_minor)"
                        + " VALUES (gen_random_uuid(), 'no order', :customer, 1)"
            })
    void noticeDamage(String damage) {
        String mug = product("1.00", 10);
        String customer = customer(1_000);
        String id = shopper.post("/api/orders", order(customer, line(mug, 2))).text("id");

        new TransactionTemplate(transactions).executeWithoutResult(transaction -> {
            transaction.setRollbackOnly();
            jdbc.sql(damage)
                    .param("mug", mug)
                    .param("customer", customer)
                    .param("order", id)
                    .update();
            assertThatThrownBy(books::assertBalanced).isInstanceOf(AssertionError.class);
        });
    }
}
