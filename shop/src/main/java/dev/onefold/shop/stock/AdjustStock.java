package dev.onefold.shop.stock;

import dev.onefold.shop.client.ShopClient;
import dev.onefold.shop.shared.IdSource;
import dev.onefold.shop.shared.ShopRejection;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Corrects the stock without selling anything: counts, losses, gifts. */
@Service
public class AdjustStock {

    /**
     * A correction.
     *
     * @param reference what the caller calls it
     * @param reason why
     * @param lines the changes
     */
    public record Adjustment(String reference, String reason, List<StockLine> lines) {}

    private final StockKeeping stock;
    private final StockRepository repository;
    private final IdSource ids;

    AdjustStock(StockKeeping stock, StockRepository repository, IdSource ids) {
        this.stock = stock;
        this.repository = repository;
        this.ids = ids;
    }

    /**
     * Makes the correction, all of it or nothing.
     *
     * @param adjustment the correction
     * @param caller who makes it
     * @throws ShopRejection {@code unknown-product} or {@code insufficient-stock}
     */
    @Transactional
    public void adjust(Adjustment adjustment, ShopClient caller) {
        if (adjustment.lines().stream().anyMatch(line -> line.delta() == 0)) {
            throw ShopRejection.invalid("A line with a delta of 0 changes nothing.");
        }
        UUID id = ids.next();
        stock.move(new StockMove(MovementKind.ADJUSTMENT, id, adjustment.reference(), adjustment.lines()));
        repository.addAdjustment(id, adjustment.reference(), adjustment.reason(), caller.name());
    }
}
