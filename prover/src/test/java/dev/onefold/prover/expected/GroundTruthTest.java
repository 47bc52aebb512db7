package dev.onefold.prover.expected;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.onefold.prover.trading.Document;
import dev.onefold.prover.trading.DocumentKind;
import dev.onefold.prover.trading.Documents;
import dev.onefold.prover.trading.Period;
import dev.onefold.prover.trading.TradingFile;
import dev.onefold.prover.trading.TradingRow;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Both readings of the real year, the sender's and the expected side's, against its published figures. */
class GroundTruthTest {

    @Test
    void the_year_adds_up_to_its_published_figures() {
        String file = System.getProperty("onefold.data", "");
        assumeFalse(file.isBlank(), "give the file with -Donefold.data=FILE");
        List<TradingRow> rows = TradingFile.read(Path.of(file));
        assertThat(ExpectedBooks.of(rows).figures())
                .isEqualTo(new Figures(
                        19_959,
                        530_103,
                        1_065_562_248L,
                        3_836,
                        9_288,
                        -89_681_249L,
                        "86664a50dbf81cf3e61afdbe41cb81ba44ea45188ad2292b8acf11158fc420ca"));
        assertDay(rows, "2011-10-06", 122, 2_929, 6_289_119, 64, 227, -758_491);
        assertDay(rows, "2010-12-01", 127, 3_072, 5_896_079, 6, 26, -32_523);
        assertDocuments(Documents.of(rows));
    }

    private static void assertDay(
            List<TradingRow> rows,
            String day,
            long orders,
            long lines,
            long pence,
            long returns,
            long back,
            long refund) {
        Figures figures = ExpectedBooks.of(Period.parse(day).select(rows)).figures();
        assertThat(figures)
                .isEqualTo(new Figures(orders, lines, pence, returns, back, refund, figures.netUnitsSha256()));
    }

    private static void assertDocuments(List<Document> documents) {
        assertThat(lines(documents, DocumentKind.ORDER)).isEqualTo(530_103);
        assertThat(lines(documents, DocumentKind.RETURN)).isEqualTo(9_288);
        assertThat(lines(documents, DocumentKind.ADJUSTMENT)).isEqualTo(2_518);
        assertThat(documents.stream()
                        .filter(document -> document.kind() == DocumentKind.ORDER && document.customer() == null))
                .hasSize(1_427);
    }

    private static int lines(List<Document> documents, DocumentKind kind) {
        return documents.stream()
                .filter(document -> document.kind() == kind)
                .mapToInt(document -> document.lines().size())
                .sum();
    }
}
