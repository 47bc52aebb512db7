package dev.onefold.shop.wallet;

import dev.onefold.Decision;
import dev.onefold.row.RowKey;
import dev.onefold.shop.shared.IdSource;
import dev.onefold.shop.shared.ShopRejection;
import dev.onefold.shop.shared.WhenCoalesced;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes many payments at once: the wallets of all are locked once, in the order of their ids, and changed once. */
@Service
@WhenCoalesced
public class LedgerPayments {

    /**
     * What is to be paid.
     *
     * @param source what for
     * @param customer whose wallet pays, or null for the till
     * @param amountMinor how much, 0 or more
     */
    public record Due(UUID source, @Nullable String customer, long amountMinor) {}

    /** What came of it. */
    public sealed interface Payment {

        /** That account paid. */
        record Made(UUID account) implements Payment {}

        /** Nobody did: {@code insufficient-funds} or {@code unknown-customer}. */
        record Refused(ShopRejection no) implements Payment {}
    }

    private final LedgerRepository repository;
    private final Ledger ledger;
    private final IdSource ids;
    private final BalanceRepository balances;

    LedgerPayments(LedgerRepository repository, Ledger ledger, IdSource ids, BalanceRepository balances) {
        this.repository = repository;
        this.ledger = ledger;
        this.ids = ids;
        this.balances = balances;
    }

    /**
     * Takes payments within the caller's transaction, first come first served; whoever moves goods as well does that first.
     *
     * @return one for each, in the same order
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Payment> take(List<Due> dues) {
        Map<String, UUID> wallets = walletsOf(dues);
        List<Decision<SortedMap<RowKey, Long>>> decisions =
                balances.deduct(dues.stream().map(due -> amount(due, wallets)).toList());
        List<Payment> payments = new ArrayList<>();
        List<LedgerMove> moves = new ArrayList<>();
        List<UUID> payers = new ArrayList<>();
        for (int i = 0; i < dues.size(); i++) {
            Due due = dues.get(i);
            UUID payer = due.customer() == null ? ShopAccount.TILL.id() : wallets.get(due.customer());
            if (payer != null && decisions.get(i) instanceof Decision.Accept) {
                moves.add(new LedgerMove(
                        ids.next(), LedgerKind.PAYMENT, due.source(), -due.amountMinor(), ShopAccount.SALES));
                payers.add(payer);
                payments.add(new Payment.Made(payer));
            } else {
                payments.add(
                        new Payment.Refused(ledger.refusal(Objects.requireNonNull(due.customer()), due.amountMinor())));
            }
        }
        if (!moves.isEmpty()) {
            repository.enter(moves, payers);
        }
        return payments;
    }

    /**
     * Pays money into wallets over the till, within the caller's transaction.
     *
     * @return for each the balance afterwards, in pence, or null if there is no such customer
     */
    @Transactional(propagation = Propagation.MANDATORY)
    List<@Nullable Long> topUp(List<TopUps.Wish> wishes) {
        Map<String, UUID> wallets =
                repository.walletsOf(wishes.stream().map(TopUps.Wish::customer).toList());
        List<Map<RowKey, Long>> amounts = new ArrayList<>();
        List<LedgerMove> moves = new ArrayList<>();
        List<UUID> accounts = new ArrayList<>();
        for (TopUps.Wish wish : wishes) {
            UUID wallet = wallets.get(wish.customer());
            amounts.add(wallet == null ? Map.of() : Map.of(RowKey.of(wallet), -wish.amountPence()));
            if (wallet != null) {
                moves.add(new LedgerMove(
                        ids.next(), LedgerKind.TOP_UP, ids.next(), wish.amountPence(), ShopAccount.TILL));
                accounts.add(wallet);
            }
        }
        List<@Nullable Long> after = new ArrayList<>();
        for (Decision<SortedMap<RowKey, Long>> decision : balances.deduct(amounts)) {
            SortedMap<RowKey, Long> left = ((Decision.Accept<SortedMap<RowKey, Long>>) decision).value();
            after.add(left.isEmpty() ? null : left.get(left.firstKey()));
        }
        if (!moves.isEmpty()) {
            repository.enter(moves, accounts);
        }
        return after;
    }

    private Map<String, UUID> walletsOf(List<Due> dues) {
        Set<String> customers = new TreeSet<>();
        for (Due due : dues) {
            if (due.customer() != null) {
                customers.add(due.customer());
            }
        }
        return customers.isEmpty() ? Map.of() : repository.walletsOf(customers);
    }

    /** Nothing to be taken from the till, for nothing, or from somebody who is not there. */
    private static Map<RowKey, Long> amount(Due due, Map<String, UUID> wallets) {
        UUID wallet = due.customer() == null ? null : wallets.get(due.customer());
        return wallet == null || due.amountMinor() == 0 ? Map.of() : Map.of(RowKey.of(wallet), due.amountMinor());
    }
}
