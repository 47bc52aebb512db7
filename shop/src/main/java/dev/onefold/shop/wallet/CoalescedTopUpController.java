package dev.onefold.shop.wallet;

import dev.onefold.shop.shared.WhenCoalesced;
import dev.onefold.spring.Idempotent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Payments that share transactions. */
@Tag(name = "Wallets")
@RestController
@RequestMapping("/api/wallets/{customer}/top-ups")
@WhenCoalesced
class CoalescedTopUpController {

    @Operation(summary = "Pay into a wallet")
    @ApiResponse(
            responseCode = "201",
            description = "Paid",
            content = @Content(schema = @Schema(implementation = WalletView.class)))
    @PostMapping
    @Idempotent(coalesced = TopUps.class)
    TopUps.Wish topUp(@PathVariable String customer, @Valid @RequestBody TopUpRequest body) {
        return new TopUps.Wish(customer, body.amountPence());
    }
}
