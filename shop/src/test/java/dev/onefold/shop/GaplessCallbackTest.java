package dev.onefold.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.shop.Provider.Report;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** A provider that promises to leave no gaps is held to it. */
@TestPropertySource(properties = "shop.callbacks.gapless-sources=demo")
class GaplessCallbackTest extends ShopTest {

    @Test
    void a_webhook_that_overtook_another_waits_until_that_one_came() {
        String reference = "R-" + UUID.randomUUID();
        Answer early = provider.report(new Report(2, reference, 20)).expectProblem(409, "gap");
        assertThat(early.text("detail")).contains("Number 1 is missing");
        provider.report(new Report(1, reference, 10)).expect(200);
        Answer inTurn = provider.report(new Report(2, reference, 20)).expect(200);
        assertThat(inTurn.number("creditedMinor")).isEqualTo(30);
        assertThat(inTurn.header("Idempotent-Replayed")).isEmpty();
    }
}
