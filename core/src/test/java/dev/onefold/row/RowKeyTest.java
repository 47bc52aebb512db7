package dev.onefold.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.onefold.RecordId;
import dev.onefold.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RowKeyTest {

    private static final RecordId REQUEST = RecordId.of(new Scope("", "shop"), "request");

    @Test
    void keys_have_the_order_of_their_columns() {
        assertThat(RowKey.of("a", 2)).isLessThan(RowKey.of("b", 1)).isLessThan(RowKey.of("a", 10));
        assertThat(RowKey.of(1)).isEqualTo(RowKey.of(1L)).isEqualTo(RowKey.of((short) 1));
        assertThat(RowKey.of(new UUID(1, 0))).isLessThan(RowKey.of(new UUID(-1, 0)));
    }

    @Test
    void keys_of_two_tables_have_no_order() {
        assertThatIllegalArgumentException().isThrownBy(() -> RowKey.of("a").compareTo(RowKey.of("a", 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> RowKey.of("a").compareTo(RowKey.of(1)));
        assertThatIllegalArgumentException().isThrownBy(RowKey::of);
    }

    @Test
    void different_keys_have_different_texts() {
        assertThat(RowKey.of("a", "b")).hasToString("a,b");
        assertThat(RowKey.of("a,b")).hasToString("a\\,b");
        assertThat(RowKey.of("a\\", "b")).hasToString("a\\\\,b");
    }

    @Test
    void lines_of_one_row_are_added_up_in_the_order_of_keys() {
        Deduction deduction =
                Deduction.of(REQUEST, RowKey.of("b"), 2).and(RowKey.of("a"), 1).and(RowKey.of("b"), 3);
        assertThat(deduction.amounts()).containsExactly(Map.entry(RowKey.of("a"), 1L), Map.entry(RowKey.of("b"), 5L));
    }

    @Test
    void a_deduction_of_nothing_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Deduction(REQUEST, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Deduction.of(REQUEST, RowKey.of("a"), 0));
        Deduction one = Deduction.of(REQUEST, RowKey.of("a"), 2);
        assertThatIllegalArgumentException().isThrownBy(() -> one.and(RowKey.of("a"), -2));
        List<Deduction.Line> many = LongStream.rangeClosed(1, 501)
                .mapToObj(n -> new Deduction.Line(RowKey.of(n), 1))
                .toList();
        assertThatIllegalArgumentException().isThrownBy(() -> new Deduction(REQUEST, many));
    }

    @Test
    void waits_are_bounded() {
        assertThat(LockWait.atMost(Duration.ofSeconds(60))).hasToString("AT_MOST PT1M");
        assertThatIllegalArgumentException().isThrownBy(() -> LockWait.atMost(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> LockWait.atMost(Duration.ofMillis(60_001)));
    }
}
