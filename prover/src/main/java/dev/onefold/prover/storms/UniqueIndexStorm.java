package dev.onefold.prover.storms;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Customers open the same account several times at once, and more of them want a coupon than there are. */
final class UniqueIndexStorm implements Storm {

    @Override
    public void round(Ring ring) {
        List<String> customers = ring.customers(9);
        int issued = ring.from(2, 5);
        String coupon = ring.name("coupon");
        ring.ask(Call.post("/api/coupons", Map.of("code", coupon, "issued", issued, "perCustomer", 1)));
        List<Contender> race = new ArrayList<>();
        for (String customer : customers) {
            race.add(Contender.of(Call.post("/api/coupons/" + coupon + "/claims", Map.of("customer", customer)), 2));
        }
        String opener = customers.get(0);
        race.add(Contender.of(account(opener, 50_000), 4));
        race.add(Contender.of(account(opener, 90_000), 1));
        ring.race(race);
        ring.wants(issued + 1);
    }

    private static Call account(String customer, long creditLimitMinor) {
        return Call.post(
                "/api/customers/" + customer + "/accounts",
                Map.of("currency", "GBP", "creditLimitMinor", creditLimitMinor));
    }
}
