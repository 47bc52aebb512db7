package dev.onefold.interop;

import dev.onefold.spring.Idempotent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Handlers with an effect for each run. */
@RestController
final class Handlers {

    /** What is ordered. */
    record Order(String business, int amount) {}

    private static final Map<String, Stop> STOPS = new ConcurrentHashMap<>();
    private static final Map<String, AtomicInteger> RUNS = new ConcurrentHashMap<>();

    private final JdbcClient jdbc;

    Handlers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The next handler of this business stops there. */
    static Stop stop(String business) {
        Stop stop = new Stop();
        STOPS.put(business, stop);
        return stop;
    }

    static int runs(String business) {
        return RUNS.getOrDefault(business, new AtomicInteger()).get();
    }

    /** As Stripe's API has it: a form in, a charge out. The description says how it ends. */
    @PostMapping("/v1/charges")
    @Idempotent(name = "charge", profile = "stripe")
    ResponseEntity<Map<String, Object>> charge(
            @RequestParam long amount,
            @RequestParam String currency,
            @RequestParam(name = "metadata[business]") String business,
            @RequestParam(defaultValue = "") String description) {
        int run = run(business);
        long id = happen(business);
        if (description.equals("declined")) {
            return ResponseEntity.status(HttpStatus.PAYMENT_REQUIRED)
                    .body(Map.of(
                            "error",
                            Map.of(
                                    "type",
                                    "card_error",
                                    "code",
                                    "card_declined",
                                    "message",
                                    "Declined in run " + run)));
        }
        if (description.equals("failing once") && run == 1) {
            throw new IllegalStateException("A failure that was asked for");
        }
        return ResponseEntity.ok(Map.of("id", "ch_" + id, "object", "charge", "amount", amount, "currency", currency));
    }

    /** The same handler under another contract than its callers know. */
    @PostMapping("/ietf/v1/charges")
    @Idempotent(name = "charge-ietf")
    ResponseEntity<Map<String, Object>> chargeOtherwise(
            @RequestParam long amount,
            @RequestParam String currency,
            @RequestParam(name = "metadata[business]") String business,
            @RequestParam(defaultValue = "") String description) {
        return charge(amount, currency, business, description);
    }

    @PostMapping("/orders")
    @Idempotent(name = "order")
    ResponseEntity<Map<String, Object>> order(@RequestBody Order order) {
        run(order.business());
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(Map.of("id", happen(order.business()), "amount", order.amount()));
    }

    /** The same without protection. */
    @PostMapping("/unprotected")
    ResponseEntity<Map<String, Object>> unprotected(@RequestBody Order order) {
        return order(order);
    }

    private static int run(String business) {
        int run = RUNS.computeIfAbsent(business, any -> new AtomicInteger()).incrementAndGet();
        Stop stop = STOPS.remove(business);
        if (stop != null) {
            stop.stand();
        }
        return run;
    }

    private long happen(String business) {
        jdbc.sql("INSERT INTO effect (business) VALUES (?)").param(business).update();
        return jdbc.sql("SELECT max(id) FROM effect WHERE business = ?")
                .param(business)
                .query(Long.class)
                .single();
    }
}
