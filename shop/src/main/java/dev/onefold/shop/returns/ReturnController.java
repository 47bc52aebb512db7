package dev.onefold.shop.returns;

import dev.onefold.shop.client.ShopClient;
import dev.onefold.shop.shared.Money;
import dev.onefold.shop.shared.PlainText;
import dev.onefold.shop.shared.PricedLine;
import dev.onefold.spring.Idempotent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Returns")
@RestController
@RequestMapping("/api/returns")
class ReturnController {

    record ReturnRequest(
            @NotNull @PlainText String reference,
            @Nullable @PlainText String customer,
            @Nullable UUID order,
            @NotNull @Size(min = 1, max = 2000) List<@NotNull @Valid Line> lines) {

        record Line(
                @NotNull @PlainText String code,
                @NotNull @Min(1) @Max(Money.MAX_QUANTITY) Long quantity,

                @NotNull @DecimalMin("0") @DecimalMax(Money.MAX_UNIT_PRICE) @Digits(integer = 10, fraction = 4)
                BigDecimal unitPrice) {}
    }

    private final AcceptReturn acceptReturn;

    ReturnController(AcceptReturn acceptReturn) {
        this.acceptReturn = acceptReturn;
    }

    @Operation(summary = "Accept goods that come back and give the money back")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Idempotent
    AcceptReturn.Accepted accept(@Valid @RequestBody ReturnRequest body, ShopClient caller) {
        List<PricedLine> lines = body.lines().stream()
                .map(line -> PricedLine.of(line.code(), line.quantity(), line.unitPrice()))
                .toList();
        return acceptReturn.accept(
                new AcceptReturn.Returned(body.reference(), body.customer(), body.order(), lines), caller);
    }
}
