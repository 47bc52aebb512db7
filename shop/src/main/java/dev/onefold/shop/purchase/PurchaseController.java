package dev.onefold.shop.purchase;

import dev.onefold.Outcome;
import dev.onefold.shop.client.ShopClient;
import dev.onefold.shop.shared.Money;
import dev.onefold.shop.shared.PlainText;
import dev.onefold.shop.shared.ShopRejection;
import dev.onefold.shop.stock.StockLine;
import dev.onefold.state.Fired;
import dev.onefold.state.Fired.Answer;
import dev.onefold.state.Step;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Purchases")
@RestController
@RequestMapping("/api/purchases")
class PurchaseController {

    record PurchaseRequest(
            @NotNull @PlainText String reference,
            @NotNull @PlainText String customer,
            @NotNull @Size(min = 1, max = 2000) List<@NotNull @Valid Line> lines) {

        record Line(
                @NotNull @PlainText String code,
                @NotNull @Min(1) @Max(Money.MAX_QUANTITY) Long quantity) {}
    }

    record EventRequest(
            @NotNull PurchaseEvent event,
            @NotNull @PlainText String eventId,
            @Nullable @Min(0) @Max(Money.MAX_AMOUNT_PENCE) Long amountMinor) {}

    /** What an event did: moved the purchase, or was captured and given back. */
    record EventView(UUID id, PurchaseEvent event, PurchaseStatus from, PurchaseStatus to, Step.Effect effect) {}

    private static final String REPLAYED = "Idempotent-Replayed";

    private final Purchases purchases;

    PurchaseController(Purchases purchases) {
        this.purchases = purchases;
    }

    @Operation(summary = "Take a purchase: its goods are held until it is paid, cancelled or closed")
    @PostMapping
    Outcome<ResponseEntity<PurchaseView>> place(@Valid @RequestBody PurchaseRequest body, ShopClient caller) {
        List<StockLine> lines = body.lines().stream()
                .map(line -> new StockLine(line.code(), line.quantity()))
                .toList();
        return purchases
                .place(new Purchases.Wanted(body.reference(), body.customer(), lines), caller)
                .map(purchase -> ResponseEntity.created(URI.create("/api/purchases/" + purchase.id()))
                        .body(purchase));
    }

    @Operation(summary = "One purchase")
    @GetMapping("/{id}")
    PurchaseView get(@PathVariable UUID id) {
        return purchases.get(id);
    }

    @Operation(summary = "The life of a purchase as a Mermaid diagram")
    @GetMapping(path = "/machine", produces = "text/plain;charset=UTF-8")
    String machine() {
        return purchases.diagram();
    }

    @Operation(summary = "Something happens to a purchase, once per eventId: a shopper may CANCEL it")
    @PostMapping("/{id}/events")
    ResponseEntity<EventView> happen(
            @PathVariable UUID id,
            @Valid @RequestBody EventRequest body,
            ShopClient caller,
            HttpServletResponse response) {
        if (body.event() != PurchaseEvent.CANCEL) {
            caller.requireBackOffice();
        }
        Fired<PurchaseStatus, PurchaseEvent> fired =
                purchases.happen(id, body.event(), body.eventId(), body.amountMinor());
        Step<PurchaseStatus, PurchaseEvent> step = fired.step();
        if (step == null || !fired.accepted()) {
            if (fired.answer() == Answer.IN_PROGRESS) {
                response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            }
            throw refusal(id, fired.answer(), body);
        }
        EventView view = new EventView(id, step.event(), step.from(), step.to(), step.effect());
        return fired.repeated() ? ResponseEntity.ok().header(REPLAYED, "true").body(view) : ResponseEntity.ok(view);
    }

    private static ShopRejection refusal(UUID id, Answer answer, EventRequest body) {
        Map<String, String> about =
                Map.of("purchase", id.toString(), "event", body.event().name());
        return switch (answer) {
            case NO_ENTITY -> ShopRejection.unknown("purchase", id);
            case MISMATCH ->
                new ShopRejection(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "event-id-reused",
                        "Another event of this purchase has this eventId.",
                        Map.of("purchase", id.toString(), "field", "event"));
            case ALREADY_THERE ->
                ShopRejection.conflict("already-there", "Another event was there before this one.", about);
            case PASSED -> ShopRejection.conflict("passed", "The purchase has gone on since.", about);
            case IN_PROGRESS ->
                ShopRejection.conflict("in-progress", "Another event is at work. Send this one again.", about);
            default -> ShopRejection.conflict("illegal-transition", "The event has no place in this state.", about);
        };
    }
}
