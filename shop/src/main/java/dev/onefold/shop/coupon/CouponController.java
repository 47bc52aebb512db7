package dev.onefold.shop.coupon;

import dev.onefold.Outcome;
import dev.onefold.shop.client.ForImport;
import dev.onefold.shop.shared.PlainText;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Coupons")
@RestController
@RequestMapping("/api/coupons")
class CouponController {

    private static final long MOST_ISSUED = 1_000_000_000;
    private static final int MOST_PER_CUSTOMER = 1_000;

    record CouponRequest(
            @NotNull @PlainText String code,
            @NotNull @Min(1) @Max(MOST_ISSUED) Long issued,
            @NotNull @Min(1) @Max(MOST_PER_CUSTOMER) Integer perCustomer) {}

    /** Which of the customer's claims this is, the first if not said: so that a repeat is no further claim. */
    record ClaimRequest(
            @NotNull @PlainText String customer,
            @Nullable @Min(1) @Max(MOST_PER_CUSTOMER) Integer nth) {}

    record OrderRequest(@NotNull UUID order) {}

    private final Coupons coupons;

    CouponController(Coupons coupons) {
        this.coupons = coupons;
    }

    @Operation(summary = "Issue a coupon")
    @PostMapping
    @ForImport
    @ResponseStatus(HttpStatus.CREATED)
    Outcome<Coupon> issue(@Valid @RequestBody CouponRequest body) {
        return coupons.issue(new Coupon(body.code(), body.issued(), body.perCustomer()));
    }

    @Operation(summary = "Claim a coupon for a customer; the repeat gets the same claim")
    @PostMapping("/{code}/claims")
    @ResponseStatus(HttpStatus.CREATED)
    Outcome<Claim> claim(@PathVariable String code, @Valid @RequestBody ClaimRequest body) {
        return coupons.claim(code, body.customer(), body.nth() == null ? 1 : body.nth());
    }

    @Operation(summary = "Use a claimed coupon for an order")
    @PostMapping("/{code}/claims/{claim}/use")
    Outcome<ResponseEntity<Void>> use(
            @PathVariable String code, @PathVariable UUID claim, @Valid @RequestBody OrderRequest body) {
        return coupons.use(code, claim, body.order())
                .map(done -> ResponseEntity.noContent().build());
    }

    @Operation(summary = "Give a coupon back that an order used")
    @PostMapping("/{code}/claims/{claim}/return")
    Outcome<ResponseEntity<Void>> giveBack(
            @PathVariable String code, @PathVariable UUID claim, @Valid @RequestBody OrderRequest body) {
        return coupons.giveBack(code, claim, body.order())
                .map(done -> ResponseEntity.noContent().build());
    }
}
