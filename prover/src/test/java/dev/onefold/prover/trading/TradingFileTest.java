package dev.onefold.prover.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.onefold.prover.verdict.BadUseException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TradingFileTest {

    private static final String HEADER =
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";
    private static final String ROW = "900001,T1,\"TRAY, 7\"\" WIDE\",6,2026-11-02 08:26:00,2.55,15001,Denmark\n";

    @TempDir
    Path directory;

    @Test
    void a_row_is_read_with_its_quotes_and_its_place() throws IOException {
        assertThat(rows(HEADER + ROW))
                .containsExactly(new TradingRow(
                        2,
                        "900001",
                        "T1",
                        "TRAY, 7\" WIDE",
                        6,
                        LocalDateTime.of(2026, 11, 2, 8, 26),
                        new BigDecimal("2.55"),
                        "15001",
                        "Denmark"));
    }

    @Test
    void a_guest_has_no_customer() throws IOException {
        assertThat(rows(HEADER + "900001,T1,,6,2026-11-02 08:26:00,2.55,,Denmark\n")
                        .get(0)
                        .customer())
                .isNull();
    }

    @Test
    void columns_may_stand_in_another_order_and_behind_a_byte_order_mark() throws IOException {
        String text = """
                \uFEFFCountry,CustomerID,UnitPrice,InvoiceDate,Quantity,Description,StockCode,InvoiceNo
                Denmark,15001,0.001,2026-11-02 08:26:00,-3,LAMP,t1,C900002
                """;
        TradingRow row = rows(text).get(0);
        assertThat(row.invoice()).isEqualTo("C900002");
        assertThat(row.quantity()).isEqualTo(-3);
        assertThat(row.unitPrice()).isEqualByComparingTo("0.001");
    }

    @Test
    void a_row_after_one_with_a_line_break_keeps_its_line_number() {
        assertRefused(
                HEADER + "900001,T1,\"TWO\nLINES\",6,2026-11-02 08:26:00,2.55,15001,Denmark\n"
                        + ROW.replace(",6,", ",six,"),
                "row 4: Quantity \"six\" is not a whole number");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    900001,T1,X,6.5,2026-11-02 08:26:00,2.55,1,DK             | row 3: Quantity "6.5" is not a whole number
                    900001,T1,X,9000000,2026-11-02 08:26:00,2.55,1,DK         | row 3: Quantity "9000000" is beyond 1000000
                    900001,T1,X,6,2026-02-30 08:26:00,2.55,1,DK               | row 3: InvoiceDate "2026-02-30 08:26:00" is not a time
                    900001,T1,X,6,02/11/2026,2.55,1,DK                        | row 3: InvoiceDate "02/11/2026" is not a time
                    900001,T1,X,6,2026-11-02 08:26:00,1e400000000,1,DK        | row 3: UnitPrice "1e400000000" is not a price
                    900001,T1,X,6,2026-11-02 08:26:00,2.12345,1,DK            | row 3: UnitPrice "2.12345" has more than 4 decimals
                    900001,T1,X,6,2026-11-02 08:26:00,9999999999,1,DK         | row 3: UnitPrice "9999999999" is beyond
                    ,T1,X,6,2026-11-02 08:26:00,2.55,1,DK                     | row 3: InvoiceNo "" is empty
                    900001,,X,6,2026-11-02 08:26:00,2.55,1,DK                 | row 3: StockCode "" is empty
                    900001,T1,X,6,2026-11-02 08:26:00,2.55,1                  | row 3: 7 fields where the header has 8
                    900001,T1,X,6,2026-11-02 08:26:00,2.55,1,DK,more          | row 3: 9 fields where the header has 8
                    """)
    void a_broken_row_is_named_with_its_value(String row, String message) {
        assertRefused(HEADER + ROW + row + "\n", message);
    }

    @Test
    void an_empty_line_in_the_middle_is_a_broken_row() {
        assertRefused(HEADER + ROW + "\n" + ROW, "row 3: 1 fields where the header has 8");
    }

    @Test
    void the_header_must_be_the_known_one() {
        assertRefused(HEADER.replace("Quantity", "Amount") + ROW, "row 1: unknown column \"Amount\"");
        assertRefused(HEADER.replace("Quantity", "Country") + ROW, "row 1: column \"Country\" appears twice");
        assertRefused(HEADER.replace(",Country", "") + ROW, "row 1: column \"Country\" is missing");
        assertRefused("", "the file is empty");
        assertRefused(HEADER, "no row below the header");
    }

    @Test
    void a_file_may_be_gzipped_whatever_its_name() throws IOException {
        Path file = directory.resolve("trading");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((HEADER + ROW).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(TradingFile.read(file)).hasSize(1);
    }

    @Test
    void a_file_cut_short_is_refused() throws IOException {
        Path whole = directory.resolve("whole.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
            out.write((HEADER + ROW.repeat(5_000)).getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = directory.resolve("cut.csv.gz");
        Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatExceptionOfType(BadUseException.class)
                .isThrownBy(() -> TradingFile.read(cut))
                .withMessageContaining("cut.csv.gz: ");
    }

    @Test
    void bytes_that_are_not_utf8_are_refused() throws IOException {
        Path file = directory.resolve("latin.csv");
        Files.write(file, (HEADER + ROW.replace("Denmark", "C\u00f4te")).getBytes(StandardCharsets.ISO_8859_1));
        assertThatExceptionOfType(BadUseException.class)
                .isThrownBy(() -> TradingFile.read(file))
                .withMessageContaining("not UTF-8");
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThatExceptionOfType(BadUseException.class)
                .isThrownBy(() -> TradingFile.read(directory.resolve("nothing.csv")))
                .withMessageEndingWith("nothing.csv: there is no such file");
    }

    private static void assertRefused(String text, String message) {
        assertThatExceptionOfType(BadUseException.class)
                .isThrownBy(() -> rows(text))
                .withMessageContaining(message);
    }

    private static List<TradingRow> rows(String text) throws IOException {
        return TradingFile.rows(new StringReader(text));
    }
}
