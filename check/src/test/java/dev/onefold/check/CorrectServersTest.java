package dev.onefold.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.check.Finding.Status;
import dev.onefold.check.toys.Correct;
import dev.onefold.check.toys.Orders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever does it right, in whatever way, is accused of nothing. */
class CorrectServersTest {

    @ParameterizedTest
    @EnumSource(Correct.class)
    void no_design_that_is_right_is_accused(Correct design) {
        try (Orders server = design.start()) {
            for (boolean counted : new boolean[] {true, false}) {
                CheckReport report = Checked.report(Checked.target(server, "/orders"), counted);
                assertThat(Checked.failed(report)).as(Checked.told(report)).isEmpty();
                assertThat(report.count(Status.PASS)).isGreaterThan(15);
                assertThat(report.verdict())
                        .isEqualTo(counted ? "every effect happened once" : "answers agree; effects not counted");
            }
        }
    }
}
