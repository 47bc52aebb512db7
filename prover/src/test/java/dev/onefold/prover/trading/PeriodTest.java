package dev.onefold.prover.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.onefold.prover.verdict.BadUseException;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodTest {

    private static final List<TradingRow> ROWS =
            List.of(at("2026-11-01T00:00:00"), at("2026-11-02T23:59:59"), at("2026-11-03T00:00:00"));

    @Test
    void both_ends_are_included() {
        assertThat(Period.parse("2026-11-01..2026-11-02").select(ROWS)).hasSize(2);
        assertThat(Period.parse("2026-11-03").select(ROWS)).hasSize(1);
    }

    @Test
    void a_range_without_trading_says_what_there_is() {
        assertThatExceptionOfType(BadUseException.class)
                .isThrownBy(() -> Period.parse("2026-12-01..2026-12-02").select(ROWS))
                .withMessage("--days 2026-12-01..2026-12-02: no trading in this range; the file covers"
                        + " 2026-11-01..2026-11-03");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-02..2026-11-01, the last day is before the first",
        "2026-11-31..2026-12-01, \"2026-11-31\" is not a day",
        "2026-11-01.., \"\" is not a day",
        "yesterday, \"yesterday\" is not a day"
    })
    void a_range_that_is_none_is_refused(String text, String message) {
        assertThatExceptionOfType(BadUseException.class)
                .isThrownBy(() -> Period.parse(text))
                .withMessageContaining(text)
                .withMessageContaining(message);
    }

    private static TradingRow at(String time) {
        return new TradingRow(2, "1", "T1", "", 1, LocalDateTime.parse(time), BigDecimal.ONE, null, "");
    }
}
