package dev.onefold.shop.order;

import dev.onefold.shop.client.ShopClient;
import dev.onefold.shop.shared.WhenTransactional;
import dev.onefold.spring.Idempotent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** One order in each transaction. */
@Tag(name = "Orders")
@RestController
@RequestMapping("/api/orders")
@WhenTransactional
class PlaceOrderController {

    private final PlaceOrder placeOrder;

    PlaceOrderController(PlaceOrder placeOrder) {
        this.placeOrder = placeOrder;
    }

    @Operation(summary = "Place an order and pay for it")
    @PostMapping
    @Idempotent
    ResponseEntity<OrderSummary> place(@Valid @RequestBody OrderRequest body, ShopClient caller) {
        return placeOrder.place(body.wanted(), caller).created();
    }
}
