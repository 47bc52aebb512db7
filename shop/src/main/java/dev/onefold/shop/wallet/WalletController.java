package dev.onefold.shop.wallet;

import dev.onefold.shop.shared.Money;
import dev.onefold.shop.shared.ShopRejection;
import dev.onefold.spring.Idempotent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Wallets")
@RestController
@RequestMapping("/api/wallets/{customer}")
class WalletController {

    record TopUpRequest(
            @NotNull @Min(1) @Max(Money.MAX_AMOUNT_PENCE) Long amountPence) {}

    record WalletView(String customer, long balancePence) {}

    private final TopUpWallet topUpWallet;
    private final LedgerRepository ledger;

    WalletController(TopUpWallet topUpWallet, LedgerRepository ledger) {
        this.topUpWallet = topUpWallet;
        this.ledger = ledger;
    }

    @Operation(summary = "What is in a wallet")
    @GetMapping
    WalletView get(@PathVariable String customer) {
        return ledger.balance(customer)
                .map(balance -> new WalletView(customer, balance))
                .orElseThrow(() -> ShopRejection.unknown("customer", customer));
    }

    @Operation(summary = "Pay into a wallet")
    @PostMapping("/top-ups")
    @ResponseStatus(HttpStatus.CREATED)
    @Idempotent
    WalletView topUp(@PathVariable String customer, @Valid @RequestBody TopUpRequest body) {
        return new WalletView(customer, topUpWallet.topUp(customer, body.amountPence()));
    }
}
