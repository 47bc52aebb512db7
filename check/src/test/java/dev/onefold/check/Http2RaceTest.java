package dev.onefold.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.check.Finding.Status;
import dev.onefold.check.toys.Broken;
import dev.onefold.check.toys.Correct;
import dev.onefold.check.toys.Orders;
import dev.onefold.check.toys.OverServlets;
import dev.onefold.check.wire.TomcatServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies that are streams of one connection. */
class Http2RaceTest {

    @TempDir
    Path directory;

    @Test
    void a_race_between_streams_of_one_connection_is_found() throws Exception {
        try (Orders orders = Broken.CHECK_THEN_ACT.start().waitingForCompany(5_000)) {
            assertThat(Checked.failed(report(orders))).containsExactly("concurrent-http2");
        }
    }

    @Test
    void whoever_claims_first_or_waits_is_not_accused() throws Exception {
        try (Orders atOnce = Correct.REFUSES_AT_ONCE.start();
                Orders waiting = Correct.WAITS.start()) {
            assertThat(report(atOnce).count(Status.PASS)).isEqualTo(2);
            assertThat(report(waiting).count(Status.PASS)).isEqualTo(2);
        }
    }

    private CheckReport report(Orders orders) throws Exception {
        try (TomcatServer server = new TomcatServer(directory, new OverServlets(orders), null)) {
            return Checked.report(
                    Checked.target(server.origin(), "/orders"),
                    "GET /orders?ref={{ref}} | $.total",
                    "key-accepted",
                    "concurrent-http2");
        }
    }
}
