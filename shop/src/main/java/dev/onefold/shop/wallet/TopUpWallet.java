package dev.onefold.shop.wallet;

import dev.onefold.shop.shared.IdSource;
import dev.onefold.shop.shared.ShopRejection;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Pays money into a wallet over the till. */
@Service
public class TopUpWallet {

    private final LedgerRepository repository;
    private final IdSource ids;

    TopUpWallet(LedgerRepository repository, IdSource ids) {
        this.repository = repository;
        this.ids = ids;
    }

    /**
     * Pays in.
     *
     * @param customer whose wallet
     * @param amountPence how much, more than 0
     * @return the balance afterwards, in pence
     * @throws ShopRejection {@code unknown-customer}
     */
    @Transactional
    public long topUp(String customer, long amountPence) {
        LedgerMove move = new LedgerMove(ids.next(), LedgerKind.TOP_UP, ids.next(), amountPence, ShopAccount.TILL);
        return repository
                .moveWallet(move, customer)
                .orElseThrow(() -> ShopRejection.unknown("customer", customer))
                .balanceMinor();
    }
}
