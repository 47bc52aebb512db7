package dev.onefold.shop.flashsale;

import dev.onefold.Decision;
import dev.onefold.Rejection;
import dev.onefold.row.RowKey;
import dev.onefold.shop.flashsale.FlashSales.Purchase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;

/** Sells to all who wait, first come first served: five statements, however many they are. */
final class SellUnits {

    private static final Rejection NOT_OPEN = Rejection.of("not-open", "The sale is not open");

    private final FlashSaleRepository repository;

    SellUnits(FlashSaleRepository repository) {
        this.repository = repository;
    }

    /** One decision for each, in their order; in the current transaction. */
    List<Decision<Purchase>> to(List<Purchase> wishes) {
        Map<Purchase, Decision<Purchase>> decisions = new HashMap<>();
        Set<UUID> open = repository.open(wishes.stream().map(Purchase::sale).toList());
        // sold longer ago than their record is kept
        repository.made(wishes).forEach(made -> decisions.put(made, new Decision.Accept<>(made)));
        List<Purchase> wanted = new ArrayList<>();
        for (Purchase wish : wishes) {
            if (!open.contains(wish.sale())) {
                // tomorrow it may be: nothing is remembered
                decisions.putIfAbsent(wish, new Decision.Discard<>(NOT_OPEN));
            } else if (!decisions.containsKey(wish)) {
                wanted.add(wish);
            }
        }
        decisions.putAll(sell(wanted));
        return wishes.stream()
                .map(wish -> Objects.requireNonNull(decisions.get(wish)))
                .toList();
    }

    private Map<Purchase, Decision<Purchase>> sell(List<Purchase> wanted) {
        Map<Purchase, Decision<Purchase>> decisions = new HashMap<>();
        List<Purchase> sold = new ArrayList<>();
        List<Decision<SortedMap<RowKey, Long>>> taken = repository.takeUnits(wanted);
        for (int i = 0; i < wanted.size(); i++) {
            Purchase purchase = wanted.get(i);
            if (taken.get(i) instanceof Decision.Decline<?> none) {
                decisions.put(purchase, new Decision.Decline<>(none.rejection()));
            } else {
                sold.add(purchase);
                decisions.put(purchase, new Decision.Accept<>(purchase));
            }
        }
        repository.add(sold);
        return decisions;
    }
}
