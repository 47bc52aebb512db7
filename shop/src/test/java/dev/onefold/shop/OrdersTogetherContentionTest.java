package dev.onefold.shop;

import dev.onefold.shop.order.OrdersTogether;
import org.springframework.context.annotation.Import;

/** Orders by the statements of many, against each other and against other requests. */
@CoalescedMode
@Import(OrdersTogether.class)
class OrdersTogetherContentionTest extends ContentionTest {}
