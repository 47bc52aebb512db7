package dev.onefold.prover.trading;

import static dev.onefold.prover.Fixture.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.onefold.prover.Fixture;
import dev.onefold.prover.verdict.BadUseException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentsTest {

    @ParameterizedTest
    @CsvSource({
        "900001,    1,  0.001, ORDER",
        "900001,    1,  0,     ADJUSTMENT",
        "900001,   -1,  2.50,  ADJUSTMENT",
        "900001,    1, -2.50,  ADJUSTMENT",
        "C900001,  -1,  2.50,  RETURN",
        "C900001,   1,  2.50,  ADJUSTMENT",
        "C900001,  -1,  0,     ADJUSTMENT",
        "A900001,   1,  2.50,  ADJUSTMENT",
        "90000١,    1,  2.50,  ADJUSTMENT"
    })
    void number_quantity_and_price_decide_what_a_line_is(
            String invoice, int quantity, String price, DocumentKind kind) {
        assertThat(DocumentKind.of(row(2, invoice, "T1", quantity, price, null)))
                .isEqualTo(kind);
    }

    @Test
    void lines_are_gathered_by_invoice_and_kind_at_the_place_of_the_first() {
        assertThat(Documents.of(Fixture.rows()))
                .extracting(document -> document.kind() + " " + document.reference() + " "
                        + document.lines().size())
                .containsExactly(
                        "ORDER 900001 3",
                        "ORDER 900002 2",
                        "RETURN C900003 1",
                        "ADJUSTMENT 900002 1",
                        "ADJUSTMENT 900004 2",
                        "ADJUSTMENT A900005 1",
                        "ADJUSTMENT 900006 1");
    }

    @Test
    void codes_that_differ_only_in_case_stay_apart() {
        assertThat(Documents.of(Fixture.rows()).get(0).lines())
                .extracting(TradingRow::code)
                .containsExactly("15056BL", "15056bl", "15056BL");
    }

    @Test
    void an_invoice_of_two_customers_is_refused() {
        List<TradingRow> rows =
                List.of(row(2, "900001", "T1", 1, "1.00", "15001"), row(3, "900001", "T2", 1, "1.00", null));
        assertThatExceptionOfType(BadUseException.class)
                .isThrownBy(() -> Documents.of(rows))
                .withMessage("row 3: invoice 900001 names customer \"\" where its first line (row 2) names \"15001\"");
    }

    @Test
    void an_invoice_longer_than_a_request_may_be_is_refused() {
        List<TradingRow> rows = new ArrayList<>();
        for (int line = 0; line <= Documents.MAX_LINES; line++) {
            rows.add(row(line + 2, "900001", "T" + line, 1, "1.00", "15001"));
        }
        assertThatExceptionOfType(BadUseException.class)
                .isThrownBy(() -> Documents.of(rows))
                .withMessage("row 2002: invoice 900001 has more than 2000 lines");
    }

    @Test
    void a_row_that_moves_nothing_is_refused() {
        assertThatExceptionOfType(BadUseException.class)
                .isThrownBy(() -> Documents.of(List.of(row(2, "900001", "T1", 0, "1.00", null))))
                .withMessage("row 2: Quantity \"0\" moves nothing");
    }
}
