package dev.onefold.shop.flashsale;

import dev.onefold.Outcome;
import dev.onefold.shop.client.ForImport;
import dev.onefold.shop.shared.Money;
import dev.onefold.shop.shared.PlainText;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Flash sales")
@RestController
@RequestMapping("/api/flash-sales")
class FlashSaleController {

    record Announcement(
            @NotNull @PlainText String code,
            @NotNull @Min(1) @Max(Money.MAX_QUANTITY) Long units) {}

    record Announced(UUID id) {}

    record Opening(@NotNull @Min(0) @Max(10_000) Long workMillis) {}

    record Wish(@NotNull @PlainText String customer) {}

    private final FlashSales sales;

    FlashSaleController(FlashSales sales) {
        this.sales = sales;
    }

    @Operation(summary = "Announce a sale; each request is another one")
    @PostMapping
    @ForImport
    @ResponseStatus(HttpStatus.CREATED)
    Announced announce(@Valid @RequestBody Announcement body) {
        return new Announced(sales.announce(body.code(), body.units()));
    }

    @Operation(summary = "Open a sale, once; workMillis is how long it takes")
    @PostMapping("/{id}/opening")
    @ForImport
    Outcome<FlashSales.Opened> open(@PathVariable UUID id, @Valid @RequestBody Opening body) {
        return sales.open(id, Duration.ofMillis(body.workMillis()));
    }

    @Operation(summary = "Buy one unit; a customer gets one only")
    @PostMapping("/{id}/purchases")
    @ResponseStatus(HttpStatus.CREATED)
    Outcome<FlashSales.Purchase> buy(@PathVariable UUID id, @Valid @RequestBody Wish body) {
        return sales.buy(id, body.customer());
    }
}
