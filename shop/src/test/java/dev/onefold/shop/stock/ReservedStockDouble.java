package dev.onefold.shop.stock;

import dev.onefold.Outcome;
import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.RecordId;
import dev.onefold.Rejection;
import dev.onefold.jdbc.JdbcStore;
import dev.onefold.shop.Without;
import dev.onefold.spring.CurrentConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Without technique 6: what is there is read, compared line by line, and written back in the order of the cart. */
@Without.TestDouble
class ReservedStockDouble extends ReservedStockRepository {

    private record Read(long onHand, long reserved) {}

    private final JdbcClient jdbc;

    ReservedStockDouble(JdbcClient jdbc, JdbcStore store, DataSource dataSource, CurrentConnection connection) {
        super(jdbc, store, dataSource, connection);
        this.jdbc = jdbc;
    }

    @Override
    Outcome<SortedMap<String, Long>> reserve(RecordId request, List<StockLine> lines) {
        if (!Without.technique(6)) {
            return super.reserve(request, lines);
        }
        List<Read> shelves = new ArrayList<>();
        for (StockLine line : lines) {
            Read shelf = read(line.code());
            if (shelf.onHand() - shelf.reserved() < line.delta()) {
                return new Outcome.Rejected<>(Rejection.of("insufficient", "Not enough"), Memory.FORGOTTEN);
            }
            shelves.add(shelf);
        }
        SortedMap<String, Long> left = new TreeMap<>();
        for (int number = 0; number < lines.size(); number++) {
            StockLine line = lines.get(number);
            long reserved = shelves.get(number).reserved() + line.delta();
            Without.meet();
            jdbc.sql("UPDATE stock SET reserved = :reserved WHERE code = :code")
                    .param("reserved", reserved)
                    .param("code", line.code())
                    .update();
            left.put(line.code(), shelves.get(number).onHand() - reserved);
        }
        return new Outcome.Applied<>(left);
    }

    private Read read(String code) {
        return jdbc.sql("SELECT on_hand, reserved FROM stock WHERE code = :code")
                .param("code", code)
                .query((row, number) -> new Read(row.getLong("on_hand"), row.getLong("reserved")))
                .single();
    }
}
