package dev.onefold.shop.account;

import dev.onefold.Outcome;
import dev.onefold.shop.shared.IdSource;
import dev.onefold.shop.shared.ShopRejection;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Opens a customer's account in a currency, once. */
@Service
class OpenAccount {

    private final AccountRepository accounts;
    private final IdSource ids;

    OpenAccount(AccountRepository accounts, IdSource ids) {
        this.accounts = accounts;
        this.ids = ids;
    }

    /** A repeat gets the account that is there, if it has the same credit limit. */
    @Transactional
    public Outcome<Account> open(String customer, String currency, long creditLimitMinor) {
        Outcome<Account> outcome = accounts.open(new Account(ids.next(), customer, currency, creditLimitMinor));
        if (outcome instanceof Outcome.Rejected) {
            throw ShopRejection.unknown("customer", customer);
        }
        return outcome instanceof Outcome.Mismatch ? new Outcome.Mismatch<>("creditLimitMinor") : outcome;
    }
}
