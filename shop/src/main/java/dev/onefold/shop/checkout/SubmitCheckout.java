package dev.onefold.shop.checkout;

import dev.onefold.Fingerprint;
import dev.onefold.Outcome;
import dev.onefold.Scope;
import dev.onefold.shop.client.ShopClient;
import dev.onefold.shop.order.OrderSummary;
import dev.onefold.shop.order.PlaceOrder;
import dev.onefold.shop.order.WantedLine;
import dev.onefold.shop.shared.IdSource;
import dev.onefold.token.Token;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/** Hands out a token with each form, and orders what is submitted with it once. */
@Service
class SubmitCheckout {

    private final CheckoutTokens tokens;
    private final PlaceOrder placeOrder;
    private final CheckoutRepository checkouts;
    private final IdSource ids;

    SubmitCheckout(CheckoutTokens tokens, PlaceOrder placeOrder, CheckoutRepository checkouts, IdSource ids) {
        this.tokens = tokens;
        this.placeOrder = placeOrder;
        this.checkouts = checkouts;
        this.ids = ids;
    }

    Outcome<Token> showForm(String customer, ShopClient caller) {
        return tokens.issue(holder(customer, caller));
    }

    /** A business no, such as insufficient stock, leaves the token as it was: the customer may change the form. */
    Outcome<OrderSummary> submit(String token, String customer, List<WantedLine> lines, ShopClient caller) {
        return tokens.submit(holder(customer, caller), token, content(lines), hash -> {
            UUID id = ids.next();
            OrderSummary order = placeOrder.place(new PlaceOrder.Wanted(id.toString(), customer, lines), caller);
            checkouts.add(id, hash, order);
            return order;
        });
    }

    /** A token is one customer's, and one client's. */
    private static Scope holder(String customer, ShopClient caller) {
        return new Scope(caller.tenant(), caller.name() + " for " + customer);
    }

    private static Fingerprint content(List<WantedLine> lines) {
        return Fingerprint.ofText(lines.stream()
                .flatMap(line -> Stream.of(line.code(), Long.toString(line.quantity())))
                .toArray(String[]::new));
    }
}
