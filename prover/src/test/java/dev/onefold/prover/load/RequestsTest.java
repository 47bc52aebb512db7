package dev.onefold.prover.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.prover.Fixture;
import dev.onefold.prover.trading.Document;
import dev.onefold.prover.trading.DocumentKind;
import dev.onefold.prover.trading.Documents;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestsTest {

    private final List<Document> documents = Documents.of(Fixture.rows());

    @Test
    void an_order_states_its_prices() {
        assertThat(text(documents.get(0)))
                .isEqualTo("{\"reference\":\"900001\",\"customer\":\"15001\",\"lines\":["
                        + "{\"code\":\"15056BL\",\"quantity\":2,\"unitPrice\":5.95},"
                        + "{\"code\":\"15056bl\",\"quantity\":3,\"unitPrice\":5.95},"
                        + "{\"code\":\"15056BL\",\"quantity\":1,\"unitPrice\":4.125}]}");
    }

    @Test
    void a_guest_is_null_and_a_return_counts_up() {
        assertThat(text(documents.get(1))).contains("\"customer\":null").contains("\"unitPrice\":0.001");
        assertThat(text(documents.get(2))).contains("\"quantity\":2").doesNotContain("-");
    }

    @Test
    void an_adjustment_moves_both_ways() {
        assertThat(text(documents.get(4)))
                .isEqualTo("{\"reference\":\"900004\",\"reason\":\"stock count\",\"lines\":["
                        + "{\"code\":\"T2\",\"delta\":-5},{\"code\":\"T2\",\"delta\":7}]}");
    }

    @Test
    void keys_follow_from_seed_kind_and_number() {
        String key = Keys.of(1, DocumentKind.ORDER, "900001");
        assertThat(UUID.fromString(key)).hasToString(key);
        assertThat(Keys.of(1, DocumentKind.ORDER, "900001")).isEqualTo(key);
        assertThat(List.of(
                        Keys.of(2, DocumentKind.ORDER, "900001"),
                        Keys.of(1, DocumentKind.ADJUSTMENT, "900001"),
                        Keys.of(1, DocumentKind.ORDER, "900002")))
                .doesNotContain(key)
                .doesNotHaveDuplicates();
    }

    private static String text(Document document) {
        return new String(Requests.body(document), StandardCharsets.UTF_8);
    }
}
