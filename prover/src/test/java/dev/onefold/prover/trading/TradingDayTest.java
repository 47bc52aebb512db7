package dev.onefold.prover.trading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class TradingDayTest {

    private final List<TradingRow> rows = TradingDay.rows(7);
    private final List<Document> documents = Documents.of(rows);

    @Test
    void a_seed_gives_the_same_day_and_another_seed_another() {
        assertThat(TradingDay.rows(7)).isEqualTo(rows);
        assertThat(TradingDay.rows(8)).isNotEqualTo(rows);
    }

    @Test
    void it_holds_as_many_documents_as_it_says() {
        assertThat(documents.stream().filter(of(DocumentKind.ORDER))).hasSize(TradingDay.ORDERS);
        assertThat(documents.stream().filter(of(DocumentKind.RETURN))).hasSize(TradingDay.RETURNS);
        assertThat(documents.stream().filter(of(DocumentKind.ADJUSTMENT))).hasSize(TradingDay.ADJUSTMENTS);
    }

    @Test
    void it_has_the_shape_of_real_trading() {
        assertThat(documents).anyMatch(document -> document.lines().size() >= TradingDay.MAX_ORDER_LINES);
        assertThat(documents).anyMatch(document -> document.customer() == null);
        Map<String, Integer> lines = new HashMap<>();
        rows.forEach(row -> lines.merge(row.code(), 1, Integer::sum));
        int hottest = lines.values().stream().max(Integer::compare).orElseThrow();
        assertThat(hottest).isGreaterThan(10 * rows.size() / GoodsRange.PRODUCTS);
        assertThat(lines.values()).filteredOn(count -> count <= 4).hasSizeGreaterThan(100);
    }

    @Test
    void it_has_the_oddities_of_real_trading() {
        assertThat(documents).anyMatch(TradingDayTest::namesACodeAtTwoPrices);
        assertThat(rows).extracting(TradingRow::code).contains("15056BL", "15056bl");
        assertThat(rows).anyMatch(row -> row.unitPrice().toPlainString().equals("0.001"));
        assertThat(invoicesWhoseLinesAreApart()).isNotEmpty();
    }

    private static Predicate<Document> of(DocumentKind kind) {
        return document -> document.kind() == kind;
    }

    private static boolean namesACodeAtTwoPrices(Document document) {
        Map<String, Set<Object>> prices = new HashMap<>();
        document.lines()
                .forEach(row -> prices.computeIfAbsent(row.code(), unseen -> new HashSet<>())
                        .add(row.unitPrice()));
        return prices.values().stream().anyMatch(some -> some.size() > 1);
    }

    private Set<String> invoicesWhoseLinesAreApart() {
        Set<String> seen = new HashSet<>();
        Set<String> apart = new HashSet<>();
        String last = "";
        for (TradingRow row : rows) {
            if (!row.invoice().equals(last) && !seen.add(row.invoice())) {
                apart.add(row.invoice());
            }
            last = row.invoice();
        }
        return apart;
    }
}
