package dev.onefold.shop.cart;

import dev.onefold.Outcome;
import dev.onefold.row.Deleted;
import dev.onefold.shop.catalogue.Catalogue;
import dev.onefold.shop.client.ShopClient;
import dev.onefold.shop.order.OrderSummary;
import dev.onefold.shop.shared.IdSource;
import dev.onefold.shop.shared.Money;
import dev.onefold.shop.shared.PlainText;
import dev.onefold.shop.shared.PricedLine;
import dev.onefold.shop.shared.ShopRejection;
import dev.onefold.spring.Idempotent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Carts")
@RestController
@RequestMapping("/api/carts")
class CartController {

    private static final int MOST_REQUEST = 255;

    record CartRequest(@Nullable @PlainText String customer) {}

    record LineRequest(
            @NotNull @Min(1) @Max(Money.MAX_QUANTITY) Long quantity) {}

    /** A cart at today's prices. */
    record CartView(
            UUID id,
            @Nullable String customer,
            CartStatus status,
            @Nullable UUID order,
            String currency,
            long totalMinor,
            List<PricedLine> lines) {}

    private final FillCart fillCart;
    private final CheckOutCart checkOutCart;
    private final CartRepository carts;
    private final Catalogue catalogue;
    private final IdSource ids;

    CartController(
            FillCart fillCart, CheckOutCart checkOutCart, CartRepository carts, Catalogue catalogue, IdSource ids) {
        this.fillCart = fillCart;
        this.checkOutCart = checkOutCart;
        this.carts = carts;
        this.catalogue = catalogue;
        this.ids = ids;
    }

    @Operation(summary = "Open a cart")
    @PostMapping
    @Idempotent
    ResponseEntity<CartView> open(@Valid @RequestBody CartRequest body, ShopClient caller) {
        UUID id = fillCart.open(body.customer(), caller);
        return ResponseEntity.created(URI.create("/api/carts/" + id)).body(view(id));
    }

    @Operation(summary = "One cart at today's prices")
    @GetMapping("/{id}")
    CartView get(@PathVariable UUID id) {
        return view(id);
    }

    @Operation(summary = "Set how many of a product are in the cart")
    @PutMapping("/{id}/lines/{code}")
    CartView put(@PathVariable UUID id, @PathVariable String code, @Valid @RequestBody LineRequest body) {
        fillCart.put(id, new CartLine(code, body.quantity()));
        return view(id);
    }

    @Operation(summary = "Take a product out of the cart; the repeat says when it went")
    @DeleteMapping("/{id}/lines/{code}")
    Outcome<ResponseEntity<Void>> remove(
            @PathVariable UUID id,
            @PathVariable String code,
            // only the name of who removed: without one the removal is as safe to repeat
            @Parameter(hidden = true) @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            HttpServletResponse response) {
        Outcome<Deleted> outcome = fillCart.remove(
                id,
                code,
                key == null || key.isEmpty() || key.length() > MOST_REQUEST
                        ? ids.next().toString()
                        : key);
        if (outcome instanceof Outcome.Replayed<Deleted> replayed) {
            response.setHeader("Idempotent-Replayed", "true");
            throw new ShopRejection(
                    HttpStatus.GONE,
                    "cart-line-gone",
                    "The line was taken out.",
                    Map.of(
                            "deletedAt", replayed.value().at().toString(),
                            "deletedBy", replayed.value().request()));
        }
        return outcome.map(deleted -> ResponseEntity.noContent().build());
    }

    @Operation(summary = "Order what is in the cart, at today's prices")
    @PostMapping("/{id}/checkout")
    @Idempotent
    ResponseEntity<OrderSummary> checkOut(@PathVariable UUID id, ShopClient caller) {
        OrderSummary order = checkOutCart.checkOut(id, caller);
        return ResponseEntity.created(URI.create("/api/orders/" + order.id())).body(order);
    }

    private CartView view(UUID id) {
        Cart cart = carts.find(id).orElseThrow(() -> ShopRejection.unknown("cart", id));
        List<CartLine> wanted = carts.linesOf(id);
        Map<String, BigDecimal> prices =
                catalogue.pricesOf(wanted.stream().map(CartLine::code).toList());
        List<PricedLine> lines = wanted.stream()
                .map(line ->
                        PricedLine.of(line.code(), line.quantity(), prices.getOrDefault(line.code(), BigDecimal.ZERO)))
                .toList();
        return new CartView(
                cart.id(),
                cart.customer(),
                cart.status(),
                cart.order(),
                Money.CURRENCY,
                PricedLine.total(lines),
                lines);
    }
}
