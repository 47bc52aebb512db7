package dev.onefold.shop;

import dev.onefold.shop.order.OrdersTogether;
import org.springframework.context.annotation.Import;

/** What holds for an order that comes alone holds for one among others. */
@CoalescedMode
@Import(OrdersTogether.class)
class OrdersTogetherTest extends PlaceOrderTest {

    @Override
    int statementsOfAnOrder() {
        return 8;
    }

    @Override
    int statementsOfAGuestsOrder() {
        return 6;
    }
}
