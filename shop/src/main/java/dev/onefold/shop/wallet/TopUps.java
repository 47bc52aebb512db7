package dev.onefold.shop.wallet;

import dev.onefold.shop.shared.ShopRejection;
import dev.onefold.shop.shared.WhenCoalesced;
import dev.onefold.shop.web.Refusals;
import dev.onefold.spring.CoalescedReply;
import dev.onefold.spring.CoalescedWork;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Service;

/** Pays into wallets, many in one transaction: four statements, however many they are. One that comes alone has one. */
@Service
@WhenCoalesced
class TopUps implements CoalescedWork<TopUps.Wish> {

    /** Money that somebody pays into a wallet. */
    record Wish(String customer, long amountPence) {}

    private final TopUpWallet topUpWallet;
    private final LedgerPayments ledger;

    TopUps(TopUpWallet topUpWallet, LedgerPayments ledger) {
        this.topUpWallet = topUpWallet;
        this.ledger = ledger;
    }

    @Override
    public List<CoalescedReply> run(List<Wish> wishes) {
        return wishes.size() == 1 ? List.of(alone(wishes.get(0))) : together(wishes);
    }

    private CoalescedReply alone(Wish wish) {
        try {
            return paid(wish, topUpWallet.topUp(wish.customer(), wish.amountPence()));
        } catch (ShopRejection no) {
            return CoalescedReply.undoing(Refusals.of(no));
        }
    }

    List<CoalescedReply> together(List<Wish> wishes) {
        List<Long> balances = ledger.topUp(wishes);
        List<CoalescedReply> replies = new ArrayList<>();
        for (int i = 0; i < wishes.size(); i++) {
            Wish wish = wishes.get(i);
            Long balance = balances.get(i);
            replies.add(
                    balance == null
                            ? CoalescedReply.of(Refusals.of(ShopRejection.unknown("customer", wish.customer())))
                            : paid(wish, balance));
        }
        return replies;
    }

    private static CoalescedReply paid(Wish wish, long balance) {
        return CoalescedReply.of(
                ResponseEntity.status(HttpStatus.CREATED).body(new WalletView(wish.customer(), balance)));
    }
}
