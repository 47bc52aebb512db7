package dev.onefold.check.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.onefold.check.subject.Call;
import dev.onefold.check.subject.Intent;
import dev.onefold.check.subject.UnusableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OracleTest {

    private static final Intent INTENT = new Intent(1, "o'brien", "k", new UUID(0, 0), Map.of());

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            {"total":3}          ; $.total          ; 3
            {"total":"3"}        ; $.total          ; 3
            [{"a":1},{"a":2}]    ; $[?(@.a > 1)]    ; 1
            {"orders":[1,2]}     ; $.orders         ; 2
            {"n":{"a":1}}        ; $.n              ; 1
            total=12 orders      ; total=(\\d+)     ; 12
            row row row          ; row              ; 3
            nothing              ; row              ; 0
            """)
    void the_number_is_found(String answer, String expression, long number) {
        assertThat(Extract.of(expression).number(answer)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            {"total":3}     ; $.count
            {"total":2.5}   ; $.total
            {"total":null}  ; $.total
            not json        ; $.total
            total=none      ; total=(\\d+)
            """)
    void without_a_whole_number_there_is_no_count(String answer, String expression) {
        assertThatThrownBy(() -> Extract.of(expression).number(answer)).isInstanceOf(OracleException.class);
    }

    @Test
    void the_api_is_asked_with_the_callers_own_credentials() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean right = "me".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = ("{\"total\":" + (right ? 4 : 0) + "}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/orders") ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            Call target = Call.of(
                            "POST", "http://127.0.0.1:" + server.getAddress().getPort() + "/orders")
                    .withHeader("Authorization: me")
                    .withHeader("Content-Type: application/json");
            assertThat(HttpOracle.parse("GET /orders | $.total", target, null).count(INTENT))
                    .isEqualTo(4);
            assertThatThrownBy(() -> HttpOracle.parse("GET /others | $.total", target, null)
                            .count(INTENT))
                    .isInstanceOf(OracleException.class)
                    .hasMessageContaining("404");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void the_database_is_asked_with_parameters_and_never_with_text() throws SQLException {
        String url = "jdbc:h2:mem:oracle";
        try (Connection keeping = DriverManager.getConnection(url);
                Statement statement = keeping.createStatement()) {
            statement.execute("create table orders (ref varchar(50))");
            statement.execute("insert into orders values ('o''brien'), ('another')");
            try (SqlOracle quoted = SqlOracle.parse(url + "|select count(*) from orders where ref = '{{ref}}'");
                    SqlOracle bare = SqlOracle.parse(url + " | select count(*) from orders where ref = {{ref}}");
                    SqlOracle all = SqlOracle.parse(url + "|select count(*) from orders")) {
                assertThat(quoted.count(INTENT)).isEqualTo(1);
                assertThat(bare.count(INTENT)).isEqualTo(1);
                assertThat(bare.separates()).isTrue();
                assertThat(all.count(INTENT)).isEqualTo(2);
                assertThat(all.separates()).isFalse();
            }
            try (SqlOracle wrong = SqlOracle.parse(url + "|select count(*) from nowhere")) {
                assertThatThrownBy(() -> wrong.count(INTENT)).isInstanceOf(OracleException.class);
            }
        }
    }

    @Test
    void a_password_is_told_to_nobody() {
        assertThat(SqlOracle.parse("jdbc:postgresql://h/d?user=a&password=secret|select 1")
                        .toString())
                .doesNotContain("secret");
        assertThatThrownBy(() -> SqlOracle.parse("postgresql://h/d?password=secret"))
                .isInstanceOf(UnusableException.class)
                .message()
                .doesNotContain("secret");
    }
}
