package dev.onefold.prover.storms;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A payment is refunded in parts that together are more than was paid, each part several times. */
final class PessimisticLockStorm implements Storm {

    @Override
    public void round(Ring ring) {
        int quantity = ring.from(6, 12);
        int part = ring.from(2, 4);
        String code = ring.product("x", 1_000);
        String customer = ring.customers(1).get(0);
        String order = ring.ask(ring.keyed(Call.post(
                        "/api/orders",
                        Map.of(
                                "reference",
                                ring.name("order"),
                                "customer",
                                customer,
                                "lines",
                                List.of(Ring.line(code, quantity))))))
                .text("id");
        String payment = ring.lookUp("select id from payment where order_id = '" + order + "'");
        List<Contender> race = new ArrayList<>();
        for (int number = 1; number <= 8; number++) {
            race.add(Contender.of(refund(payment, "R" + number, part * 100L), 2));
        }
        ring.race(race);
        ring.wants(quantity / part);
    }

    private static Call refund(String payment, String refundNo, long amountMinor) {
        return Call.post(
                "/api/payments/" + payment + "/refunds", Map.of("refundNo", refundNo, "amountMinor", amountMinor));
    }
}
