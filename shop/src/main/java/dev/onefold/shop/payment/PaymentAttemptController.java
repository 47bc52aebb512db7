package dev.onefold.shop.payment;

import dev.onefold.Outcome;
import dev.onefold.shop.client.ShopClient;
import dev.onefold.shop.shared.PlainText;
import dev.onefold.state.Step;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Payments")
@RestController
class PaymentAttemptController {

    private static final int MOST_ATTEMPTS = 100;

    /** Which attempt of the purchase: so that a repeat is no further one. */
    record BeginRequest(@NotNull @Min(1) @Max(MOST_ATTEMPTS) Integer nth) {}

    record EventRequest(
            @NotNull AttemptEvent event, @NotNull @PlainText String eventId) {}

    /** What an event did: moved the attempt, or its money was taken and given back. */
    record EventView(UUID id, AttemptEvent event, AttemptStatus from, AttemptStatus to, Step.Effect effect) {}

    private final PaymentAttempts attempts;

    PaymentAttemptController(PaymentAttempts attempts) {
        this.attempts = attempts;
    }

    @Operation(summary = "Begin an attempt to pay for a purchase")
    @PostMapping("/api/purchases/{id}/payment-attempts")
    Outcome<ResponseEntity<AttemptView>> begin(@PathVariable UUID id, @Valid @RequestBody BeginRequest body) {
        return attempts.begin(id, body.nth())
                .map(attempt -> ResponseEntity.created(URI.create("/api/payment-attempts/" + attempt.id()))
                        .body(attempt));
    }

    @Operation(summary = "One attempt, and what became of its money")
    @GetMapping("/api/payment-attempts/{id}")
    AttemptView get(@PathVariable UUID id) {
        return attempts.get(id);
    }

    @Operation(summary = "The life of an attempt as a Mermaid diagram")
    @GetMapping(path = "/api/payment-attempts/machine", produces = "text/plain;charset=UTF-8")
    String machine() {
        return attempts.diagram();
    }

    @Operation(
            summary = "Something happens to an attempt, once per eventId",
            description = "START when the customer goes to the provider. How it ended is the provider's to say, by a"
                    + " callback, or the back office's, which asks the provider.")
    @PostMapping("/api/payment-attempts/{id}/events")
    Outcome<EventView> happen(@PathVariable UUID id, @Valid @RequestBody EventRequest body, ShopClient caller) {
        if (body.event() != AttemptEvent.START) {
            caller.requireBackOffice();
        }
        attempts.get(id);
        return attempts.happen(id, body.event(), body.eventId())
                .outcome()
                .map(step -> new EventView(id, step.event(), step.from(), step.to(), step.effect()));
    }
}
