package dev.onefold.shop.cart;

import dev.onefold.shop.shared.ShopRejection;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Holds a cart open: while one request changes it or checks it out, others wait, and then see what became of it. */
@Component
class OpenCarts {

    private final CartRepository carts;

    OpenCarts(CartRepository carts) {
        this.carts = carts;
    }

    Cart lock(UUID id) {
        Cart cart = carts.lock(id).orElseThrow(() -> ShopRejection.unknown("cart", id));
        if (cart.status() != CartStatus.OPEN) {
            throw ShopRejection.conflict("cart-not-open", "The cart was checked out.", Map.of("cart", id.toString()));
        }
        return cart;
    }
}
