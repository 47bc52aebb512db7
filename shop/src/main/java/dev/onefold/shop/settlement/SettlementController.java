package dev.onefold.shop.settlement;

import dev.onefold.Outcome;
import dev.onefold.shop.client.ForImport;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Jobs")
@RestController
@RequestMapping("/api/jobs/settlement")
class SettlementController {

    record Days(@NotNull LocalDate from, @NotNull LocalDate to) {}

    /** What became of each day that was looked at. */
    record CaughtUp(Map<LocalDate, Outcome.Kind> days) {}

    private final Settlements settlements;

    SettlementController(Settlements settlements) {
        this.settlements = settlements;
    }

    @Operation(summary = "Settle a day, once")
    @PostMapping("/{date}")
    @ForImport
    Outcome<Settled> settle(@PathVariable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate date) {
        return settlements.settle(date);
    }

    @Operation(summary = "Settle the days that were missed, in order")
    @PostMapping("/catch-up")
    @ForImport
    CaughtUp catchUp(@Valid @RequestBody Days body, HttpServletResponse response) {
        Map<LocalDate, Outcome.Kind> days = new TreeMap<>();
        settlements.catchUp(body.from(), body.to()).forEach((day, outcome) -> days.put(day, outcome.kind()));
        if (Set.copyOf(days.values()).equals(Set.of(Outcome.Kind.REPLAYED))) {
            response.setHeader("Idempotent-Replayed", "true");
        }
        return new CaughtUp(days);
    }
}
