package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Coalesced;
import dev.onefold.Codec;
import dev.onefold.Content;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Operation.Retention;
import dev.onefold.Outcome;
import dev.onefold.jdbc.Engine.Sandbox;
import dev.onefold.row.Quantity;
import dev.onefold.row.RowKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A rush on one row, every request three times, on two nodes: what there is is sold, once, and everybody is told the same again. */
class CoalescedDeductionsTest {

    private static final int STOCK = 100;
    private static final int WISHES = 150;
    private static final RowKey LAMP = RowKey.of("LAMP");

    /** What is left, as a number. */
    private record Left() implements Codec<SortedMap<RowKey, Long>> {
        @Override
        public Content encode(SortedMap<RowKey, Long> left) {
            return Content.text(String.valueOf(left.get(LAMP)));
        }

        @Override
        public SortedMap<RowKey, Long> decode(Content content) {
            return new TreeMap<>(Map.of(LAMP, Long.valueOf(content.text())));
        }
    }

    @ParameterizedTest
    @EnumSource
    void sellWhatThereIsAndRememberWhoGotNone(Engine engine) throws Exception {
        try (Sandbox database = engine.withEffects(Retention.DEFAULT)) {
            database.execute("CREATE TABLE stock (code varchar(20) PRIMARY KEY, available bigint NOT NULL)");
            database.execute("INSERT INTO stock VALUES ('LAMP', " + STOCK + ")");
            List<Onefold<?>> nodes = new ArrayList<>();
            List<Coalesced<Map<RowKey, Long>, SortedMap<RowKey, Long>, RuntimeException>> lines = new ArrayList<>();
            for (int node = 0; node < 2; node++) {
                var pool = database.pool(4);
                var onefold = Onefold.on(JdbcStore.on(pool));
                nodes.add(onefold);
                lines.add(onefold.coalesced(
                        Operation.coalesced("take", new Left()),
                        JdbcBatchDeductions.on(pool, Quantity.left("stock", "available", "code"))::deduct));
            }

            Map<Integer, List<CompletableFuture<Outcome<SortedMap<RowKey, Long>>>>> answers = new HashMap<>();
            for (int copy = 0; copy < 3; copy++) {
                for (int wish = 0; wish < WISHES; wish++) {
                    answers.computeIfAbsent(wish, first -> new ArrayList<>())
                            .add(lines.get((wish + copy) % 2).submit(Business.call("wish " + wish), Map.of(LAMP, 1L)));
                }
            }

            int sold = 0;
            Set<Object> left = new HashSet<>();
            for (List<CompletableFuture<Outcome<SortedMap<RowKey, Long>>>> copies : answers.values()) {
                Set<Object> told = new HashSet<>();
                for (CompletableFuture<Outcome<SortedMap<RowKey, Long>>> copy : copies) {
                    told.add(told(copy.get(60, TimeUnit.SECONDS)));
                }
                assertThat(told).as("what the copies of a wish were told").hasSize(1);
                sold += told.contains("insufficient") ? 0 : 1;
                left.addAll(told);
            }
            assertThat(sold).isEqualTo(STOCK);
            assertThat(left).as("a number for each that was sold, and a no").hasSize(STOCK + 1);
            assertThat(database.number("SELECT available FROM stock")).isZero();
            nodes.forEach(Onefold::close);
        }
    }

    private static Object told(Outcome<SortedMap<RowKey, Long>> outcome) {
        if (outcome instanceof Outcome.Applied<SortedMap<RowKey, Long>> applied) {
            return applied.value();
        }
        if (outcome instanceof Outcome.Replayed<SortedMap<RowKey, Long>> replayed) {
            return replayed.value();
        }
        return ((Outcome.Rejected<?>) outcome).rejection().code();
    }
}
