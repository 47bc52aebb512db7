package dev.onefold.prover.storms;

import java.util.List;
import java.util.Map;

/** A purchase is paid, paid again by another attempt, cancelled and closed, all at once, and each of it several times. */
final class StateMachineStorm implements Storm {

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
        ring.race(List.of(
                Contender.of(payment(ring, purchase, "pay-1"), 3),
                Contender.of(payment(ring, purchase, "pay-2"), ring.from(1, 3)),
                Contender.of(event(ring, purchase, "CANCEL", "cancel-1"), 3),
                Contender.of(event(ring, purchase, "CANCEL", "cancel-2"), 1),
                Contender.of(event(ring, purchase, "EXPIRE", "expire-1"), ring.from(1, 3))));
        ring.race(List.of(Contender.of(event(ring, purchase, "SHIP", "ship-1"), 2)));
        ring.wants(1);
    }

    private static Call payment(Ring ring, String purchase, String id) {
        return Call.post(
                "/api/purchases/" + purchase + "/events",
                Map.of("event", "PAY", "eventId", ring.name(id), "amountMinor", 100));
    }

    private static Call event(Ring ring, String purchase, String event, String id) {
        return Call.post("/api/purchases/" + purchase + "/events", Map.of("event", event, "eventId", ring.name(id)));
    }
}
