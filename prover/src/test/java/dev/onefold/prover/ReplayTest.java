package dev.onefold.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.onefold.prover.nodes.ShopMode;
import dev.onefold.prover.trading.TradingDay;
import dev.onefold.prover.trading.TradingRow;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A short replay, whole: processes, a kill, books and verdict. The shop's jar is there if its module was built before. */
class ReplayTest {

    private static final Path SHOP = Path.of("../shop/target/onefold-shop.jar");

    private static final int INVOICES = 60;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void of_some_orders_in_either_mode_has_one_effect_and_one_answer_for_each(ShopMode mode) throws IOException {
        assumeThat(SHOP).exists();
        Path trading = Files.write(directory.resolve("trading.csv"), lines());
        Path json = directory.resolve("out.json");

        int status =
                run("replay", trading.toString(), "--mode", mode.toString(), "--kills", "1", "--json", json.toString());

        JsonNode outcome = JsonMapper.shared().readTree(Files.readString(json));
        assertThat(outcome.path("violation_list")).isEmpty();
        assertThat(outcome.path("verdict").asString()).isEqualTo("pass");
        assertThat(outcome.path("settings").path("mode").asString()).isEqualTo(mode.toString());
        assertThat(outcome.path("kills").asInt()).isEqualTo(1);
        assertThat(status).isZero();
    }

    /** Requests without keys share nothing, so the shop is in the mode in which it needs none. */
    @Test
    void without_protection_is_transactional_and_fails() throws IOException {
        assumeThat(SHOP).exists();
        Path trading = Files.write(directory.resolve("trading.csv"), lines());
        Path json = directory.resolve("out.json");

        int status = run("replay", trading.toString(), "--unprotected", "--kills", "0", "--json", json.toString());

        JsonNode outcome = JsonMapper.shared().readTree(Files.readString(json));
        assertThat(outcome.path("verdict").asString()).isEqualTo("fail");
        assertThat(outcome.path("settings").path("mode").asString()).isEqualTo("transactional");
        assertThat(status).isEqualTo(1);
    }

    private static List<String> lines() {
        List<TradingRow> day = TradingDay.rows(1);
        Set<String> invoices =
                day.stream().map(TradingRow::invoice).distinct().limit(INVOICES).collect(Collectors.toSet());
        return Stream.concat(
                        Stream.of("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"),
                        day.stream()
                                .filter(row -> invoices.contains(row.invoice()))
                                .map(ReplayTest::line))
                .toList();
    }

    private static String line(TradingRow row) {
        return String.format(
                Locale.ROOT,
                "%s,%s,\"%s\",%d,%s,%s,%s,\"%s\"",
                row.invoice(),
                row.code(),
                row.description(),
                row.quantity(),
                row.at().format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)),
                row.unitPrice().toPlainString(),
                row.customer() == null ? "" : row.customer(),
                row.country());
    }

    private int run(String... arguments) {
        System.setProperty("onefold.home", directory.toString());
        System.setProperty("onefold.shop.jar", SHOP.toString());
        try {
            return Onefold.commandLine()
                    .setErr(new PrintWriter(new StringWriter()))
                    .execute(arguments);
        } finally {
            System.clearProperty("onefold.home");
            System.clearProperty("onefold.shop.jar");
        }
    }
}
