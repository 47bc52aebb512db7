package dev.onefold.shop.stock;

import dev.onefold.Decision;
import dev.onefold.Outcome;
import dev.onefold.RecordId;
import dev.onefold.row.BatchDeductions;
import dev.onefold.row.RowKey;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Stock that is put aside: it stays on the shelf, and nobody else can take it. Rows are locked in code order here too.
 */
@Service
public class ReservedStock {

    private final ReservedStockRepository stock;

    ReservedStock(ReservedStockRepository stock) {
        this.stock = stock;
    }

    /**
     * Reserves goods within the caller's transaction, all lines or none, once for each request. The lines of one product are
     * added up first.
     *
     * @param request who asks, and under which name
     * @param lines what is reserved, each with a delta above 0
     * @return applied or replayed with what is left of each product; rejected {@code insufficient}, remembered; mismatch if
     *     the request reserved something else; stale if there is no such product; in progress
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome<SortedMap<String, Long>> reserve(RecordId request, List<StockLine> lines) {
        return stock.reserve(request, lines);
    }

    /**
     * Reserves goods for many requests within the caller's transaction, first come first served, all lines of each or none. It
     * does not recognise repeats.
     *
     * @param requests what is reserved for each, each line with a delta above 0
     * @return for each, as {@link BatchDeductions} says: accept; decline {@code insufficient}; discard {@code row-missing} if
     *     there is no such product
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Decision<SortedMap<RowKey, Long>>> reserveAll(List<List<StockLine>> requests) {
        return stock.reserveAll(requests.stream().map(ReservedStock::net).toList());
    }

    /**
     * Gives reserved goods back within the caller's transaction, which knows that they were.
     *
     * @param lines what was reserved, each with a delta above 0
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void release(List<StockLine> lines) {
        stock.release(net(lines));
    }

    /**
     * Sells reserved goods within the caller's transaction, which knows that they were, and writes the journal.
     *
     * @param move what is sold, each with a delta below 0
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void sell(StockMove move) {
        SortedMap<String, Long> taken = new TreeMap<>();
        move.netByCode().forEach((code, delta) -> taken.put(code, -delta));
        stock.sell(move, taken);
    }

    private static SortedMap<String, Long> net(List<StockLine> lines) {
        SortedMap<String, Long> net = new TreeMap<>();
        lines.forEach(line -> net.merge(line.code(), line.delta(), Math::addExact));
        return net;
    }
}
