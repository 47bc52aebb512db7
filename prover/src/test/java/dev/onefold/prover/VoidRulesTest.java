package dev.onefold.prover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.prover.load.LoadFigures;
import dev.onefold.prover.load.LoadOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

class VoidRulesTest {

    private static final LoadOptions OPTIONS = new LoadOptions(1, 4, 16, 2, false);
    private static final LoadOptions SHORT = new LoadOptions(1, 4, 16, 2, true);

    @Test
    void a_run_that_put_everything_to_the_test_counts() {
        assertThat(VoidRules.reasons(OPTIONS, figures(10, 5, 0, List.of(3, 1)))).isEmpty();
        assertThat(VoidRules.reasons(SHORT, figures(10, 5, 7, List.of(3, 1)))).isEmpty();
    }

    @Test
    void copies_must_overlap() {
        assertThat(VoidRules.reasons(OPTIONS, figures(0, 5, 0, List.of(3, 1))))
                .containsExactly("no two copies of a request were out at the same time");
    }

    @Test
    void something_must_be_replayed() {
        assertThat(VoidRules.reasons(OPTIONS, figures(10, 0, 0, List.of(3, 1))))
                .containsExactly("no answer was a replay");
    }

    @Test
    void every_kill_must_hit() {
        assertThat(VoidRules.reasons(OPTIONS, figures(10, 5, 0, List.of(3))))
                .containsExactly("1 of 2 kills hit a request in flight");
    }

    @Test
    void short_stock_must_refuse_someone() {
        assertThat(VoidRules.reasons(SHORT, figures(10, 5, 0, List.of(3, 1))))
                .containsExactly("stock was to be short, but no request was refused");
    }

    private static LoadFigures figures(long overlapping, long replayed, long refused, List<Integer> kills) {
        return new LoadFigures(100, 50, overlapping, 50, replayed, 0, refused, 0, 0, 0, 0, kills);
    }
}
