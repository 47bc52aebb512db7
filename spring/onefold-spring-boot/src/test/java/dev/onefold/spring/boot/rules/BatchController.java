package dev.onefold.spring.boot.rules;

import dev.onefold.Operation.Doubt;
import dev.onefold.RejectedException;
import dev.onefold.Rejection;
import dev.onefold.spring.Batches;
import dev.onefold.spring.Batches.ItemOperation;
import dev.onefold.spring.Idempotent;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.server.ResponseStatusException;

/** Requests with many items. */
@Sut
final class BatchController {

    /** One item; its name says what becomes of it. */
    record Item(@Nullable String key, String id, String name) {}

    /** What is answered for an item. */
    record Done(String id, long serial) {}

    private final Effects effects;
    private final Batches batches;
    private final ItemOperation items;

    BatchController(Effects effects, Batches batches) {
        this.effects = effects;
        this.batches = batches;
        this.items = batches.operation("batch item", 201);
    }

    @PostMapping("/batches")
    ResponseEntity<Object> each(@RequestBody List<Item> wanted, HttpServletRequest request) {
        return batches.run(request, items, wanted, Item::key, this::done);
    }

    /** With a key of the whole, beside those of the items: what was done stays done if the whole is begun again. */
    @PostMapping("/batches/keyed")
    @Idempotent(mode = Idempotent.Mode.LEASED, inDoubt = Doubt.RUN_AGAIN)
    ResponseEntity<Object> keyed(@RequestBody List<Item> wanted, HttpServletRequest request) {
        return batches.run(request, items, wanted, Item::key, this::done);
    }

    /** With a key of the whole, or without. */
    @PostMapping("/batches/optional")
    @Idempotent(mode = Idempotent.Mode.LEASED, inDoubt = Doubt.RUN_AGAIN, required = false)
    ResponseEntity<Object> keyedOrNot(@RequestBody List<Item> wanted, HttpServletRequest request) {
        return keyed(wanted, request);
    }

    /** All or nothing, under the key of the whole alone. */
    @PostMapping("/batches/atomic")
    @Idempotent
    List<Done> atomic(@RequestBody List<Item> wanted) {
        return wanted.stream().map(this::done).toList();
    }

    private Done done(Item item) {
        Gates.pass(item.id());
        long serial = effects.happen(item.id(), "item");
        return switch (item.name()) {
            case "declined" -> throw new ResponseStatusException(HttpStatus.PAYMENT_REQUIRED, "declined at " + serial);
            case "invalid" -> throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "invalid");
            case "rejected" -> throw new RejectedException(Rejection.of("sold-out", "There is none left."));
            case "broken" -> throw new IllegalStateException("A failure that was asked for");
            default -> new Done(item.id(), serial);
        };
    }
}
