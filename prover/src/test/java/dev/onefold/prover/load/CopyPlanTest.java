package dev.onefold.prover.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.prover.trading.Document;
import dev.onefold.prover.trading.Documents;
import dev.onefold.prover.trading.TradingDay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CopyPlanTest {

    private static final List<Document> DOCUMENTS = Documents.of(TradingDay.rows(1));

    @Test
    void a_seed_gives_the_same_plan_and_another_seed_another() {
        LoadOptions options = new LoadOptions(5, 4, 16, 0, false);
        assertThat(described(CopyPlan.of(trades(), options, 2)))
                .isEqualTo(described(CopyPlan.of(trades(), options, 2)));
        assertThat(described(CopyPlan.of(trades(), new LoadOptions(6, 4, 16, 0, false), 2)))
                .isNotEqualTo(described(CopyPlan.of(trades(), options, 2)));
    }

    @Test
    void every_request_goes_out_in_one_to_so_many_copies() {
        List<Trade> trades = trades();
        Map<Trade, Integer> copies = new HashMap<>();
        CopyPlan.of(trades, new LoadOptions(1, 4, 16, 0, false), 2)
                .forEach(copy -> copies.merge(copy.trade(), 1, Integer::sum));
        assertThat(copies).containsOnlyKeys(trades);
        assertThat(copies.values()).contains(1, 2, 3, 4).allMatch(count -> count <= 4);
    }

    @Test
    void one_copy_each_means_one_copy_each() {
        List<Copy> plan = CopyPlan.of(trades(), new LoadOptions(1, 1, 16, 0, false), 2);
        assertThat(plan).extracting(Copy::reply).containsOnly(Copy.Reply.TAKEN);
        assertThat(plan)
                .extracting(copy -> copy.trade().key())
                .doesNotHaveDuplicates()
                .hasSize(DOCUMENTS.size());
    }

    @Test
    void all_nodes_are_used_and_some_replies_thrown_away() {
        List<Copy> plan = CopyPlan.of(trades(), new LoadOptions(1, 4, 16, 0, false), 3);
        assertThat(plan).extracting(Copy::node).contains(0, 1, 2);
        assertThat(plan).extracting(Copy::reply).contains(Copy.Reply.values());
    }

    @Test
    void copies_that_leave_together_are_neighbours_and_no_more_than_there_are_clients() {
        List<Copy> plan = CopyPlan.of(trades(), new LoadOptions(1, 12, 3, 0, false), 2);
        Map<CountDownLatch, List<Integer>> groups = new HashMap<>();
        for (int place = 0; place < plan.size(); place++) {
            groups.computeIfAbsent(plan.get(place).start().together(), unseen -> new ArrayList<>())
                    .add(place);
        }
        assertThat(groups).anySatisfy((latch, places) -> assertThat(places).hasSize(3));
        assertThat(groups).allSatisfy((latch, places) -> {
            assertThat(latch.getCount()).isEqualTo(places.size()).isLessThanOrEqualTo(3);
            List<Copy> between = plan.subList(places.get(0), places.get(places.size() - 1) + 1);
            assertThat(between)
                    .extracting(Copy::trade)
                    .containsOnly(between.get(0).trade());
        });
    }

    private static List<String> described(List<Copy> plan) {
        return plan.stream()
                .map(copy -> copy.trade().key() + " " + copy.node() + " " + copy.reply() + " "
                        + copy.start().delayMicros() + " " + copy.patienceMicros())
                .toList();
    }

    private static List<Trade> trades() {
        return DOCUMENTS.stream()
                .map(document -> new Trade(document, Keys.of(1, document.kind(), document.reference()), false))
                .toList();
    }
}
