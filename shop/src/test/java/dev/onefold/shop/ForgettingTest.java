package dev.onefold.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.shop.shared.Batches;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Housekeeping ends, whatever there is to do. */
class ForgettingTest {

    @Test
    void goes_on_batch_by_batch_until_one_is_not_full() {
        Deque<Integer> left = new ArrayDeque<>(List.of(1_000, 1_000, 7, 1_000));

        assertThat(Batches.untilShort("work", most -> left.remove())).isEqualTo(2_007);
        assertThat(left).containsExactly(1_000);
    }

    @Test
    void leaves_what_is_too_much_to_the_next_sweep() {
        List<Integer> batches = new ArrayList<>();

        Batches.untilShort("work", most -> {
            batches.add(most);
            return most;
        });

        assertThat(batches).hasSize(100).containsOnly(1_000);
    }

    @Test
    void leaves_what_failed_to_the_next_sweep() {
        assertThat(Batches.untilShort("work", most -> {
                    throw new IllegalStateException("the database is away");
                }))
                .isZero();
    }
}
