package dev.onefold.prover.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.prover.Fixture;
import dev.onefold.prover.trading.Document;
import dev.onefold.prover.trading.Documents;
import dev.onefold.prover.trading.TradingDay;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SetUpPlanTest {

    private final List<Document> documents = Documents.of(Fixture.rows());

    @Test
    void there_is_enough_of_everything_for_every_copy() {
        SetUpPlan plan = SetUpPlan.of(documents, new LoadOptions(1, 3, 16, 0, false));
        assertThat(plan.openingStock())
                .isEqualTo(Map.of("15056BL", 9L, "15056bl", 9L, "T1", 30L, "PAD", 3L, "T2", 15L, "B", 0L));
        assertThat(plan.openingPence()).isEqualTo(Map.of("15001", 3 * 3388L, "15002", 0L));
        assertThat(plan.shortages()).isEmpty();
    }

    @Test
    void a_product_has_its_first_price_and_what_was_never_sold_costs_nothing() {
        SetUpPlan plan = SetUpPlan.of(documents, new LoadOptions(1, 1, 16, 0, false));
        assertThat(plan.products())
                .extracting(SetUpPlan.Product::code, SetUpPlan.Product::unitPrice)
                .contains(
                        org.assertj.core.api.Assertions.tuple("15056BL", new BigDecimal("5.95")),
                        org.assertj.core.api.Assertions.tuple("T2", BigDecimal.ZERO));
    }

    @Test
    void short_stock_is_below_demand_for_many_codes_and_never_below_zero() {
        SetUpPlan plan = SetUpPlan.of(Documents.of(TradingDay.rows(1)), new LoadOptions(1, 4, 16, 0, true));
        assertThat(plan.shortages()).hasSizeGreaterThan(50);
        assertThat(plan.shortages().values()).allMatch(units -> units > 0);
        assertThat(plan.openingStock().values()).allMatch(units -> units >= 0);
    }

    @Test
    void short_stock_is_short_of_something_even_in_the_smallest_period() {
        for (long seed = 0; seed < 50; seed++) {
            assertThat(SetUpPlan.of(documents, new LoadOptions(seed, 4, 16, 0, true))
                            .shortages())
                    .isNotEmpty();
        }
    }
}
