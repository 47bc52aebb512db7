package dev.onefold.naive;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What answers which path. */
final class Routes {

    private static final String PART = "([^/]+)";

    /** A method and a path, and its handler. */
    record Route(Pattern line, Handler handler) {}

    private Routes() {}

    static List<Route> all() {
        return List.of(
                route("GET /actuator/health", (database, call) -> Reply.of(200, Map.of("status", "UP"))),
                one("POST /api/imports/products", Basics::products),
                one("POST /api/imports/customers", Basics::customers),
                one("POST /api/orders", Basics::order),
                one("GET /api/products/*", Queries::product),
                one("POST /api/customers/*/addresses", Addresses::add),
                one("GET /api/customers/*/addresses/*", Addresses::get),
                one("DELETE /api/customers/*/addresses/*", Addresses::delete),
                one("POST /api/customers/*/accounts", Accounts::open),
                one("POST /api/coupons", Coupons::issue),
                one("POST /api/coupons/*/claims", Coupons::claim),
                one("POST /api/checkout-tokens", Checkouts::issue),
                one("POST /api/checkouts", Checkouts::submit),
                one("POST /api/payments/*/refunds", Refunds::refund),
                one("POST /api/stock/reservations", Reservations::hold),
                one("DELETE /api/stock/reservations/*", Reservations::release),
                one("POST /api/flash-sales", FlashSales::announce),
                route("POST /api/flash-sales/*/opening", FlashSales::open),
                one("POST /api/flash-sales/*/purchases", FlashSales::buy),
                route("POST /api/jobs/settlement/catch-up", Settlement::catchUp),
                route("POST /api/jobs/settlement/*", Settlement::settle),
                one("POST /api/purchases", Purchases::begin),
                one("POST /api/purchases/*/events", Purchases::event),
                one("POST /api/purchases/*/payment-attempts", Purchases::attempt),
                one("POST /api/callbacks/payments", Callbacks::take));
    }

    private static Route route(String line, Handler handler) {
        return new Route(Pattern.compile(line.replace("*", PART)), handler);
    }

    private static Route one(String line, Handler.InTransaction handler) {
        return route(line, (database, call) -> database.transaction(sql -> handler.answer(sql, call)));
    }
}
