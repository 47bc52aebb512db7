package dev.onefold.shop.wallet;

import dev.onefold.shop.shared.IdSource;
import dev.onefold.shop.shared.ShopRejection;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Moves money within the caller's transaction: two entries that sum to zero, and the wallet's balance. A wallet's row stays
 * locked until the caller commits, so whoever moves goods as well does that first.
 */
@Service
public class Ledger {

    private final LedgerRepository repository;
    private final IdSource ids;

    Ledger(LedgerRepository repository, IdSource ids) {
        this.repository = repository;
        this.ids = ids;
    }

    /**
     * Takes a payment.
     *
     * @param source what is paid for
     * @param customer whose wallet pays, or null for the till
     * @param amountMinor how much, 0 or more
     * @return the account that paid
     * @throws ShopRejection {@code insufficient-funds} or {@code unknown-customer}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID pay(UUID source, @Nullable String customer, long amountMinor) {
        return move(LedgerKind.PAYMENT, source, customer, -amountMinor);
    }

    /**
     * Gives money back.
     *
     * @param source the order or return it is given back for
     * @param customer whose wallet gets it, or null for the till
     * @param amountMinor how much, 0 or more
     * @throws ShopRejection {@code unknown-customer}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void refund(UUID source, @Nullable String customer, long amountMinor) {
        move(LedgerKind.REFUND, source, customer, amountMinor);
    }

    /**
     * Makes wallets, each with an opening balance; a balance of 0 is no transaction.
     *
     * @param source the registration that makes them
     * @param balances opening balance by customer number
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void openWallets(UUID source, SortedMap<String, Long> balances) {
        repository.openWallets(source, balances);
    }

    private UUID move(LedgerKind kind, UUID source, @Nullable String customer, long delta) {
        LedgerMove move = new LedgerMove(ids.next(), kind, source, delta, ShopAccount.SALES);
        if (customer == null) {
            repository.moveTill(move);
            return ShopAccount.TILL.id();
        }
        return repository
                .moveWallet(move, customer)
                .orElseThrow(() -> refusal(customer, -delta))
                .account();
    }

    ShopRejection refusal(String customer, long wanted) {
        return repository
                .balance(customer)
                .map(available -> new ShopRejection(
                        HttpStatus.PAYMENT_REQUIRED,
                        "insufficient-funds",
                        "The wallet of customer " + customer + " does not cover this.",
                        Map.of("customer", customer, "wantedMinor", wanted, "availableMinor", available)))
                .orElseGet(() -> ShopRejection.unknown("customer", customer));
    }
}
