package dev.onefold.shop.account;

import dev.onefold.Outcome;
import dev.onefold.shop.shared.Money;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Accounts")
@RestController
@RequestMapping("/api/customers/{customer}/accounts")
class AccountController {

    record AccountRequest(
            @NotNull @Pattern(regexp = "[A-Z]{3}") String currency,
            @NotNull @Min(0) @Max(Money.MAX_AMOUNT_PENCE) Long creditLimitMinor) {}

    private final OpenAccount openAccount;

    AccountController(OpenAccount openAccount) {
        this.openAccount = openAccount;
    }

    @Operation(summary = "Open a customer's account in a currency; the repeat gets the account that is there")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Outcome<Account> open(@PathVariable String customer, @Valid @RequestBody AccountRequest body) {
        return openAccount.open(customer, body.currency(), body.creditLimitMinor());
    }
}
