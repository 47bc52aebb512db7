package dev.onefold.prover.storms;

import java.util.List;
import java.util.Map;

/** Many delete the same address; it is made again, and deletions of the old one arrive late. */
final class DeletesStorm implements Storm {

    @Override
    public void round(Ring ring) {
        String customer = ring.customers(1).get(0);
        String addresses = "/api/customers/" + customer + "/addresses";
        Call add = Call.post(addresses, Map.of("label", "home", "text", "1 Old Street"));
        ring.ask(add);
        String tag = ring.ask(Call.get(addresses + "/home")).header("ETag");
        Call delete = Call.delete(addresses + "/home").with("If-Match", tag.isEmpty() ? "\"1\"" : tag);
        ring.race(List.of(Contender.of(delete, ring.from(6, 10))));
        ring.wants(1);
        ring.ask(Call.post(addresses, Map.of("label", "home", "text", "2 New Street")));
        ring.race(List.of(Contender.of(delete, ring.from(2, 4)), Contender.of(Call.get(addresses + "/home"), 1)));
    }
}
