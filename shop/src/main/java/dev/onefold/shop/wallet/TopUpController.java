package dev.onefold.shop.wallet;

import dev.onefold.shop.shared.WhenTransactional;
import dev.onefold.spring.Idempotent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One payment in each transaction. */
@Tag(name = "Wallets")
@RestController
@RequestMapping("/api/wallets/{customer}/top-ups")
@WhenTransactional
class TopUpController {

    private final TopUpWallet topUpWallet;

    TopUpController(TopUpWallet topUpWallet) {
        this.topUpWallet = topUpWallet;
    }

    @Operation(summary = "Pay into a wallet")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Idempotent
    WalletView topUp(@PathVariable String customer, @Valid @RequestBody TopUpRequest body) {
        return new WalletView(customer, topUpWallet.topUp(customer, body.amountPence()));
    }
}
