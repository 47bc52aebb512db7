package dev.onefold.prover.storms;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A purchase is paid by one attempt and by another, cancelled and closed, all at once, and each of it several times; that an
 * attempt succeeded is told by the provider's callbacks, under two numbers.
 */
final class StateMachineStorm implements Storm {

    private final AtomicLong callbacks = new AtomicLong();

    @Override
    public void round(Ring ring) {
        String code = ring.product("x", 10);
        String customer = ring.customers(1).get(0);
        String purchase = ring.ask(Call.post(
                        "/api/purchases",
                        Map.of(
                                "reference",
                                ring.name("purchase"),
                                "customer",
                                customer,
                                "lines",
                                List.of(Ring.line(code, 1)))))
                .text("id");
        String first = attempt(ring, purchase, 1);
        String second = attempt(ring, purchase, 2);
        ring.race(List.of(
                Contender.of(success(ring, first, "pay-1"), 3),
                Contender.of(success(ring, first, "pay-1"), 1),
                Contender.of(success(ring, second, "pay-2"), ring.from(1, 3)),
                Contender.of(event(ring, purchase, "CANCEL", "cancel-1"), 3),
                Contender.of(event(ring, purchase, "CANCEL", "cancel-2"), 1),
                Contender.of(event(ring, purchase, "EXPIRE", "expire-1"), ring.from(1, 3))));
        ring.race(List.of(Contender.of(event(ring, purchase, "SHIP", "ship-1"), 2)));
        ring.wants(1);
    }

    private static String attempt(Ring ring, String purchase, int nth) {
        return ring.ask(Call.post("/api/purchases/" + purchase + "/payment-attempts", Map.of("nth", nth)))
                .text("id");
    }

    private Call success(Ring ring, String attempt, String id) {
        return ProviderCall.succeeded(callbacks.incrementAndGet(), attempt, ring.name(id), 100);
    }

    private static Call event(Ring ring, String purchase, String event, String id) {
        return Call.post("/api/purchases/" + purchase + "/events", Map.of("event", event, "eventId", ring.name(id)));
    }
}
