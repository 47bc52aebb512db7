package dev.onefold.shop.cart;

import dev.onefold.shop.client.ShopClient;
import dev.onefold.shop.order.OrderSummary;
import dev.onefold.shop.order.PlaceOrder;
import dev.onefold.shop.order.WantedLine;
import dev.onefold.shop.shared.ShopRejection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Turns a cart into an order at today's catalogue prices. The order's reference is {@code cart-} and the cart's id. */
@Service
class CheckOutCart {

    private final CartRepository carts;
    private final OpenCarts openCarts;
    private final PlaceOrder placeOrder;

    CheckOutCart(CartRepository carts, OpenCarts openCarts, PlaceOrder placeOrder) {
        this.carts = carts;
        this.openCarts = openCarts;
        this.placeOrder = placeOrder;
    }

    @Transactional
    public OrderSummary checkOut(UUID id, ShopClient caller) {
        Cart cart = openCarts.lock(id);
        List<WantedLine> lines = carts.linesOf(id).stream()
                .map(line -> new WantedLine(line.code(), line.quantity(), null))
                .toList();
        if (lines.isEmpty()) {
            throw ShopRejection.conflict("cart-empty", "There is nothing in the cart.", Map.of("cart", id.toString()));
        }
        OrderSummary order = placeOrder.place(new PlaceOrder.Wanted("cart-" + id, cart.customer(), lines), caller);
        carts.checkOut(id, order.id());
        return order;
    }
}
