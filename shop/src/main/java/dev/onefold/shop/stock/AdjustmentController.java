package dev.onefold.shop.stock;

import dev.onefold.shop.client.ForImport;
import dev.onefold.shop.client.ShopClient;
import dev.onefold.shop.shared.Money;
import dev.onefold.shop.shared.PlainText;
import dev.onefold.spring.Idempotent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Stock")
@RestController
@RequestMapping("/api/stock/adjustments")
class AdjustmentController {

    record AdjustmentRequest(
            @NotNull @PlainText String reference,
            @NotNull @PlainText String reason,
            @NotNull @Size(min = 1, max = 2000) List<@NotNull @Valid Line> lines) {

        record Line(
                @NotNull @PlainText String code,

                @NotNull @Min(-Money.MAX_QUANTITY) @Max(Money.MAX_QUANTITY)
                Long delta) {}
    }

    record AdjustmentMade(String reference, int lines) {}

    private final AdjustStock adjustStock;

    AdjustmentController(AdjustStock adjustStock) {
        this.adjustStock = adjustStock;
    }

    @Operation(summary = "Correct the stock, without selling anything")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Idempotent
    @ForImport
    AdjustmentMade adjust(@Valid @RequestBody AdjustmentRequest body, ShopClient caller) {
        List<StockLine> lines = body.lines().stream()
                .map(line -> new StockLine(line.code(), line.delta()))
                .toList();
        adjustStock.adjust(new AdjustStock.Adjustment(body.reference(), body.reason(), lines), caller);
        return new AdjustmentMade(body.reference(), lines.size());
    }
}
