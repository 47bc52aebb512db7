package dev.onefold.prover.storms;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Forms are submitted several times at once, with another content, and with tokens nobody issued. */
final class TokenStorm implements Storm {

    @Override
    public void round(Ring ring) {
        String code = ring.product("x", 1_000_000);
        List<Contender> race = new ArrayList<>();
        for (String customer : ring.customers(3)) {
            String token = ring.ask(Call.post("/api/checkout-tokens", Map.of("customer", customer)))
                    .text("token");
            race.add(Contender.of(checkout(token, customer, code, 2), ring.from(3, 6)));
            race.add(Contender.of(checkout(token, customer, code, 3), 1));
            ring.wants(1);
        }
        race.add(Contender.of(checkout(ring.name("forged-token"), ring.name("c1"), code, 1), 1));
        ring.race(race);
    }

    private static Call checkout(String token, String customer, String code, long quantity) {
        return Call.post(
                "/api/checkouts",
                Map.of("token", token, "customer", customer, "lines", List.of(Ring.line(code, quantity))));
    }
}
