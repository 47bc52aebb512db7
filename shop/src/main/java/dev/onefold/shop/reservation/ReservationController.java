package dev.onefold.shop.reservation;

import dev.onefold.Outcome;
import dev.onefold.shop.client.ShopClient;
import dev.onefold.shop.reservation.Reservation.Line;
import dev.onefold.shop.shared.Money;
import dev.onefold.shop.shared.PlainText;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Reservations")
@RestController
@RequestMapping("/api/stock/reservations")
class ReservationController {

    record ReservationRequest(
            @NotNull @PlainText String reference,
            @NotNull @Size(min = 1, max = 100) List<@NotNull @Valid WantedLine> lines,
            @NotNull @Min(1) @Max(MOST_SECONDS) Long ttlSeconds) {

        private static final long MOST_SECONDS = 2_592_000;

        record WantedLine(
                @NotNull @PlainText String code,
                @NotNull @Min(1) @Max(Money.MAX_QUANTITY) Long quantity) {}
    }

    private final Holds holds;
    private final Reservations reservations;

    ReservationController(Holds holds, Reservations reservations) {
        this.holds = holds;
        this.reservations = reservations;
    }

    @Operation(summary = "Put goods aside: once for each reference")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Outcome<Reservation> hold(@Valid @RequestBody ReservationRequest body, ShopClient caller) {
        List<Line> lines = body.lines().stream()
                .map(line -> new Line(line.code(), line.quantity()))
                .toList();
        return holds.hold(body.reference(), lines, Duration.ofSeconds(body.ttlSeconds()), caller.name());
    }

    @Operation(summary = "Give reserved goods back")
    @DeleteMapping("/{reference}")
    Outcome<Reservation> release(@PathVariable String reference) {
        return reservations.release(reference);
    }
}
