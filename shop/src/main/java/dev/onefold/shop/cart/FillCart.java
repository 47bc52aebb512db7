package dev.onefold.shop.cart;

import dev.onefold.Outcome;
import dev.onefold.row.Deleted;
import dev.onefold.shop.catalogue.Catalogue;
import dev.onefold.shop.client.ShopClient;
import dev.onefold.shop.shared.IdSource;
import dev.onefold.shop.shared.ShopRejection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Opens carts, and puts lines in and takes them out. Setting a line to what it is, is no error. */
@Service
class FillCart {

    private static final int MAX_LINES = 2000;

    private final CartRepository carts;
    private final OpenCarts openCarts;
    private final Catalogue catalogue;
    private final IdSource ids;

    FillCart(CartRepository carts, OpenCarts openCarts, Catalogue catalogue, IdSource ids) {
        this.carts = carts;
        this.openCarts = openCarts;
        this.catalogue = catalogue;
        this.ids = ids;
    }

    @Transactional
    public UUID open(@Nullable String customer, ShopClient caller) {
        UUID id = ids.next();
        if (!carts.add(id, customer, caller.name())) {
            throw ShopRejection.unknown("customer", String.valueOf(customer));
        }
        return id;
    }

    @Transactional
    public void put(UUID cart, CartLine line) {
        openCarts.lock(cart);
        catalogue.pricesOf(List.of(line.code()));
        carts.putLine(cart, line);
        if (carts.linesOf(cart).size() > MAX_LINES) {
            throw ShopRejection.conflict(
                    "cart-full", "A cart may have " + MAX_LINES + " lines.", Map.of("cart", cart.toString()));
        }
    }

    /**
     * Takes a line out once. A repeat of the same request does not take out a line that was put in since, and another
     * request for a line that is gone learns when it went. The cart is held, so nobody comes in between.
     */
    @Transactional
    public Outcome<Deleted> remove(UUID cart, String code, String request) {
        openCarts.lock(cart);
        Optional<Deleted> last = carts.removedLine(cart, code);
        Optional<UUID> line = carts.lineId(cart, code);
        if (line.isPresent() && !last.map(Deleted::request).equals(Optional.of(request))) {
            return carts.removeLine(cart, code, line.get(), request);
        }
        Deleted gone = last.orElseThrow(() -> ShopRejection.unknown("cart-line", code));
        return new Outcome.Replayed<>(gone, gone.at());
    }
}
