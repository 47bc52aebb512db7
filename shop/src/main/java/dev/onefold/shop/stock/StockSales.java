package dev.onefold.shop.stock;

import dev.onefold.Decision;
import dev.onefold.row.RowKey;
import dev.onefold.shop.shared.ShopRejection;
import dev.onefold.shop.shared.WhenCoalesced;
import dev.onefold.store.RetryTransactionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes goods from the shelf for many sales at once: the rows of all are locked once, in code order, and changed once. What is
 * reserved stays.
 */
@Service
@WhenCoalesced
public class StockSales {

    private final StockRepository stock;
    private final ShelfRepository shelf;

    StockSales(StockRepository stock, ShelfRepository shelf) {
        this.stock = stock;
        this.shelf = shelf;
    }

    /**
     * Takes what is sold within the caller's transaction and writes the journal, first come first served and all lines of a
     * sale or none.
     *
     * @param sales moves that only take
     * @return for each why its goods were not taken: {@code unknown-product} or {@code insufficient-stock}; empty if they were
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Optional<ShopRejection>> take(List<StockMove> sales) {
        List<Decision<SortedMap<RowKey, Long>>> decisions =
                shelf.deduct(sales.stream().map(StockSales::amounts).toList());
        List<StockMove> taken = new ArrayList<>();
        List<Optional<ShopRejection>> refusals = new ArrayList<>();
        for (int i = 0; i < sales.size(); i++) {
            boolean isTaken = decisions.get(i) instanceof Decision.Accept;
            if (isTaken) {
                taken.add(sales.get(i));
            }
            refusals.add(isTaken ? Optional.empty() : Optional.of(refusal(sales.get(i))));
        }
        if (!taken.isEmpty()) {
            stock.journal(taken);
        }
        return refusals;
    }

    private static Map<RowKey, Long> amounts(StockMove sale) {
        Map<RowKey, Long> amounts = new HashMap<>();
        sale.netByCode().forEach((code, delta) -> amounts.put(RowKey.of(code), -delta));
        return amounts;
    }

    /** By what is left when all are served: the others only took, so it is short all the more. */
    private ShopRejection refusal(StockMove sale) {
        SortedMap<String, Long> net = sale.netByCode();
        return StockKeeping.refusal(net, stock.inCodeOrder(net.keySet()))
                .orElseThrow(() -> new RetryTransactionException(
                        "A product has come since it was looked for", new IllegalStateException("Not there before")));
    }
}
