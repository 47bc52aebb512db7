package dev.onefold.shop.imports;

import dev.onefold.shop.client.ForImport;
import dev.onefold.shop.customer.NewCustomer;
import dev.onefold.shop.shared.Money;
import dev.onefold.shop.shared.PlainText;
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
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Imports")
@RestController
@RequestMapping("/api/imports")
class ImportController {

    record ProductsRequest(
            @NotNull @Size(min = 1, max = 1000) List<@NotNull @Valid ProductLine> products) {

        record ProductLine(
                @NotNull @PlainText String code,
                /* descriptions in real catalogues are sometimes empty */
                @NotNull @Pattern(regexp = "[^\\p{Cntrl}\\p{Cs}]{0,200}")
                String description,

                @NotNull @DecimalMin("0") @DecimalMax(Money.MAX_UNIT_PRICE) @Digits(integer = 10, fraction = 4)
                BigDecimal unitPrice,

                @NotNull @Min(0) @Max(MAX_OPENING_STOCK) Long openingStock) {}
    }

    record CustomersRequest(
            @NotNull @Size(min = 1, max = 1000) List<@NotNull @Valid CustomerLine> customers) {

        record CustomerLine(
                @NotNull @PlainText String number,
                @NotNull @PlainText String country,

                @NotNull @Min(0) @Max(Money.MAX_AMOUNT_PENCE)
                Long openingBalancePence) {}
    }

    record ProductsImported(int products) {}

    record CustomersImported(int customers) {}

    private static final long MAX_OPENING_STOCK = 1_000_000_000_000L;

    private final ImportProducts importProducts;
    private final ImportCustomers importCustomers;

    ImportController(ImportProducts importProducts, ImportCustomers importCustomers) {
        this.importProducts = importProducts;
        this.importCustomers = importCustomers;
    }

    @Operation(summary = "Import products with their opening stock")
    @PostMapping("/products")
    @ResponseStatus(HttpStatus.CREATED)
    @Idempotent
    @ForImport
    ProductsImported products(@Valid @RequestBody ProductsRequest body) {
        importProducts.importAll(body.products().stream()
                .map(line ->
                        new ImportedProduct(line.code(), line.description(), line.unitPrice(), line.openingStock()))
                .toList());
        return new ProductsImported(body.products().size());
    }

    @Operation(summary = "Import customers with what is in their wallets")
    @PostMapping("/customers")
    @ResponseStatus(HttpStatus.CREATED)
    @Idempotent
    @ForImport
    CustomersImported customers(@Valid @RequestBody CustomersRequest body) {
        importCustomers.importAll(body.customers().stream()
                .map(line -> new NewCustomer(line.number(), line.country(), line.openingBalancePence()))
                .toList());
        return new CustomersImported(body.customers().size());
    }
}
