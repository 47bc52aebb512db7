package dev.onefold.prover.expected;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.prover.Fixture;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedBooksTest {

    private final ExpectedBooks books = ExpectedBooks.of(Fixture.rows());

    @ParameterizedTest
    @CsvSource({
        "1, 0.001, 0",
        "5, 0.001, 1",
        "4, 0.001, 0",
        "1, 4.125, 413",
        "3, 4.125, 1238",
        "1, 0.0049, 0",
        "1, 0.005, 1"
    })
    void half_a_penny_goes_up(long units, String pounds, long pence) {
        assertThat(Tally.pence(units, new BigDecimal(pounds))).isEqualTo(pence);
    }

    @Test
    void the_figures_are_those_counted_by_hand() throws NoSuchAlgorithmException {
        // 900001: 1190 + 1785 + 413; 900002: 1530 + 0; C900003: 510
        assertThat(books.figures())
                .isEqualTo(new Figures(
                        2, 5, 1190 + 1785 + 413 + 1530, 1, 1, -510, sha256("15056BL 3\n15056bl 3\nPAD 1\nT1 4")));
    }

    @Test
    void each_document_is_known_by_its_number() {
        assertThat(books.orders()).containsOnlyKeys("900001", "900002");
        ExpectedDocument guest = requireNonNull(books.orders().get("900002"));
        assertThat(guest.customer()).isNull();
        assertThat(guest.lines()).isEqualTo(2);
        assertThat(guest.pence()).isEqualTo(1530);
        assertThat(books.adjustments())
                .containsOnly(
                        Map.entry("900002", Map.of("T1", -4L)),
                        Map.entry("900004", Map.of("T2", 2L)),
                        Map.entry("A900005", Map.of("B", 1L)),
                        Map.entry("900006", Map.of("T1", 10L)));
    }

    @Test
    void stock_and_wallets_follow() {
        assertThat(books.remainingUnits(Map.of("T1", 100L, "15056BL", 3L, "15056bl", 3L, "PAD", 1L, "T2", 5L)))
                .isEqualTo(Map.of("T1", 102L, "15056BL", 0L, "15056bl", 0L, "PAD", 0L, "T2", 7L, "B", 1L));
        assertThat(books.remainingPence(Map.of("15001", 4000L, "15002", 0L)))
                .isEqualTo(Map.of("15001", 612L, "15002", 510L));
    }

    @Test
    void what_was_refused_is_left_out() {
        ExpectedBooks without =
                ExpectedBooks.of(Fixture.rows(), new Excluded(Set.of("900001"), Set.of("C900003"), Set.of("900002")));
        assertThat(without.orders()).containsOnlyKeys("900002");
        assertThat(without.returns()).isEmpty();
        assertThat(without.adjustments()).containsOnlyKeys("900004", "A900005", "900006");
        assertThat(without.netUnits()).isEqualTo(Map.of("PAD", 1L, "T1", 6L));
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
