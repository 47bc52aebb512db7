package dev.onefold.shop.order;

import dev.onefold.shop.client.ShopClient;
import dev.onefold.shop.shared.WhenCoalesced;
import dev.onefold.spring.Idempotent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Orders that share transactions. */
@Tag(name = "Orders")
@RestController
@RequestMapping("/api/orders")
@WhenCoalesced
class CoalescedOrderController {

    @Operation(summary = "Place an order and pay for it")
    @ApiResponse(
            responseCode = "201",
            description = "Placed",
            content = @Content(schema = @Schema(implementation = OrderSummary.class)))
    @PostMapping
    @Idempotent(coalesced = PlaceOrders.class)
    PlaceOrders.Wish place(@Valid @RequestBody OrderRequest body, ShopClient caller) {
        return new PlaceOrders.Wish(body.wanted(), caller);
    }
}
