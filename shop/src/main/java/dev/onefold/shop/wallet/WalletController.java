package dev.onefold.shop.wallet;

import dev.onefold.shop.shared.ShopRejection;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Wallets")
@RestController
@RequestMapping("/api/wallets/{customer}")
class WalletController {

    private final LedgerRepository ledger;

    WalletController(LedgerRepository ledger) {
        this.ledger = ledger;
    }

    @Operation(summary = "What is in a wallet")
    @GetMapping
    WalletView get(@PathVariable String customer) {
        return ledger.balance(customer)
                .map(balance -> new WalletView(customer, balance))
                .orElseThrow(() -> ShopRejection.unknown("customer", customer));
    }
}
