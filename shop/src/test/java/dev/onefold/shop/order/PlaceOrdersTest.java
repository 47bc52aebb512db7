package dev.onefold.shop.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.shop.ShopTest;
import dev.onefold.shop.client.Role;
import dev.onefold.shop.client.ShopClient;
import dev.onefold.shop.order.PlaceOrders.Wish;
import dev.onefold.spring.CoalescedReply;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ProblemDetail;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Orders in one transaction, each as if it had come alone. */
@TestPropertySource(properties = "shop.mode=coalesced")
class PlaceOrdersTest extends ShopTest {

    private static final ShopClient SHOPPER = new ShopClient("shopper", "demo", Role.SHOPPER);
    private static final ShopClient IMPORTER = new ShopClient("importer", "demo", Role.IMPORT);

    @Autowired
    private PlaceOrders placeOrders;

    @Autowired
    private PlatformTransactionManager transactions;

    private List<CoalescedReply> place(Wish... wishes) {
        return Objects.requireNonNull(new TransactionTemplate(transactions).execute(transaction -> {
            List<CoalescedReply> replies = placeOrders.run(List.of(wishes));
            if (replies.stream().anyMatch(CoalescedReply::undone)) {
                transaction.setRollbackOnly();
            }
            return replies;
        }));
    }

    private static Wish wish(ShopClient caller, @Nullable String customer, WantedLine... lines) {
        return new Wish(new PlaceOrder.Wanted("R-1", customer, List.of(lines)), caller);
    }

    private static WantedLine wanted(String code, long quantity, @Nullable String price) {
        return new WantedLine(code, quantity, price == null ? null : new BigDecimal(price));
    }

    private static String told(CoalescedReply reply) {
        Object body = reply.entity().getBody();
        return body instanceof ProblemDetail problem
                ? reply.entity().getStatusCode().value() + " " + problem.getTitle() + " " + problem.getDetail()
                : String.valueOf(reply.entity().getStatusCode().value());
    }

    @Test
    void each_is_served_what_those_before_it_left() {
        String mug = product("2.50", 5);
        String lamp = product("10", 5);
        String rich = customer(10_000);

        List<CoalescedReply> replies = place(
                wish(SHOPPER, rich, wanted(mug, 3, null), wanted(lamp, 1, null), wanted(mug, 1, null)),
                wish(SHOPPER, null, wanted(lamp, 1, null), wanted(mug, 2, null)),
                wish(SHOPPER, null, wanted("no-such", 1, null)),
                wish(IMPORTER, rich, wanted("no-such", 1, "1"), wanted(mug, 1, null)),
                wish(SHOPPER, null, wanted(mug, 1, "0.01")),
                wish(IMPORTER, null, wanted(mug, 1, "0.005"), wanted(lamp, 4, null)),
                wish(IMPORTER, rich, wanted(lamp, 1, null)));

        assertThat(replies.stream().map(PlaceOrdersTest::told))
                .containsExactly(
                        "201",
                        "409 Insufficient stock Of " + mug + ", 2 are wanted and 0 are available.",
                        "404 Unknown product There is no product no-such.",
                        "404 Unknown product There is no product no-such.",
                        "403 Price not allowed This client buys at the catalogue's prices.",
                        "201",
                        "409 Insufficient stock Of " + lamp + ", 1 are wanted and 0 are available.");
        assertThat(onHand(mug)).isZero();
        assertThat(onHand(lamp)).isZero();
        assertThat(balance(rich)).isEqualTo(10_000 - 4 * 250 - 1_000);
        OrderSummary first =
                (OrderSummary) Objects.requireNonNull(replies.get(0).entity().getBody());
        assertThat(jdbc.sql("SELECT line_no || ':' || code || ':' || value_minor FROM order_line WHERE order_id = ?"
                                + " ORDER BY line_no")
                        .param(first.id())
                        .query(String.class)
                        .list())
                .containsExactly("1:" + mug + ":750", "2:" + lamp + ":1000", "3:" + mug + ":250");
    }

    @Test
    void one_that_cannot_pay_is_undone_and_takes_no_money_from_those_behind() {
        String mug = product("2.50", 100);
        String poor = customer(600);
        String rich = customer(10_000);

        List<CoalescedReply> replies = place(
                wish(SHOPPER, poor, wanted(mug, 2, null)),
                wish(SHOPPER, poor, wanted(mug, 1, null)),
                wish(SHOPPER, "nobody", wanted(mug, 1, null)),
                wish(IMPORTER, "nobody", wanted(mug, 1, "0")),
                wish(IMPORTER, poor, wanted(mug, 1, "0")),
                wish(IMPORTER, poor, wanted(mug, 1, "1")),
                wish(SHOPPER, rich, wanted(mug, 1, null)));

        assertThat(replies)
                .extracting(CoalescedReply::undone)
                .containsExactly(false, true, true, true, false, false, false);
        assertThat(replies.stream().map(PlaceOrdersTest::told))
                .containsExactly(
                        "201",
                        "402 Insufficient funds The wallet of customer " + poor + " does not cover this.",
                        "404 Unknown customer There is no customer nobody.",
                        "404 Unknown customer There is no customer nobody.",
                        "201",
                        "201",
                        "201");
        assertThat(onHand(mug)).isEqualTo(100);
        assertThat(balance(poor)).isEqualTo(600);
    }

    @Test
    void what_is_reserved_is_not_sold() {
        String mug = product("1", 5);
        jdbc.sql("UPDATE stock SET reserved = 3 WHERE code = ?").param(mug).update();
        try {
            List<CoalescedReply> replies =
                    place(wish(SHOPPER, null, wanted(mug, 2, null)), wish(SHOPPER, null, wanted(mug, 1, null)));

            assertThat(replies.stream().map(PlaceOrdersTest::told))
                    .containsExactly("201", "409 Insufficient stock Of " + mug + ", 1 are wanted and 0 are available.");
        } finally {
            jdbc.sql("UPDATE stock SET reserved = 0 WHERE code = ?").param(mug).update();
        }
    }
}
