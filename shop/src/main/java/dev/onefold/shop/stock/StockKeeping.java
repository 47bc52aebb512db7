package dev.onefold.shop.stock;

import dev.onefold.shop.shared.ShopRejection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps the stock. Rows are locked in code order, whatever the order of the lines, so two moves never wait for each other in
 * a ring; whoever also locks a wallet does that after the stock.
 */
@Service
public class StockKeeping {

    private final StockRepository stock;

    StockKeeping(StockRepository stock) {
        this.stock = stock;
    }

    /**
     * Moves goods within the caller's transaction and writes the journal: all lines or none. The lines of one product are
     * added up before the check, so a move is refused for what it does as a whole.
     *
     * @param move what moves
     * @throws ShopRejection {@code unknown-product} or {@code insufficient-stock}, naming the first product in code order
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void move(StockMove move) {
        SortedMap<String, Long> net = move.netByCode();
        refusal(net, stock.lockInCodeOrder(net.keySet())).ifPresent(no -> {
            throw no;
        });
        stock.apply(move, net);
    }

    /**
     * Puts new products on the shelf within the caller's transaction.
     *
     * @param source the import that brings them
     * @param openingStock how many of each, 0 or more
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void open(UUID source, SortedMap<String, Long> openingStock) {
        stock.open(source, openingStock);
    }

    /**
     * How many of each product are on the shelf.
     *
     * @param codes the products
     * @return the units of each that has a shelf
     */
    public Map<String, Long> onHand(Collection<String> codes) {
        return stock.onHand(codes);
    }

    /**
     * Why a move cannot be made.
     *
     * @param levels of those of its products that there are, in code order
     */
    static Optional<ShopRejection> refusal(SortedMap<String, Long> net, List<StockRepository.Level> levels) {
        if (levels.size() < net.size()) {
            TreeSet<String> unknown = new TreeSet<>(net.keySet());
            levels.forEach(level -> unknown.remove(level.code()));
            return Optional.of(ShopRejection.unknown("product", unknown.first()));
        }
        return levels.stream()
                .filter(level -> level.available() + net.getOrDefault(level.code(), 0L) < 0)
                .findFirst()
                .map(level -> {
                    long wanted = -net.getOrDefault(level.code(), 0L);
                    return ShopRejection.conflict(
                            "insufficient-stock",
                            "Of " + level.code() + ", " + wanted + " are wanted and " + level.available()
                                    + " are available.",
                            Map.of("code", level.code(), "wanted", wanted, "available", level.available()));
                });
    }
}
