package dev.onefold.check.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.check.CheckReport;
import dev.onefold.check.Finding;
import dev.onefold.check.Finding.Status;
import dev.onefold.check.load.Kind;
import dev.onefold.check.load.LoadPlan;
import dev.onefold.check.load.LoadReport;
import dev.onefold.check.load.LoadReport.Latency;
import dev.onefold.check.load.LoadReport.Point;
import dev.onefold.check.rule.Rule.Card;
import dev.onefold.check.rule.Severity;
import dev.onefold.check.rule.Step;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FormatTest {

    private static final String URL = "POST http://localhost/orders";
    private static final Latency LATENCY = new Latency(
            10,
            900,
            1_500,
            20_000,
            30_000,
            40_000,
            List.of(new Point(0, 400), new Point(50, 900), new Point(100, 40_000)));
    private static final CheckReport REPORT = new CheckReport(
            List.of(
                    finding("replay-effect", Status.PASS, "three requests with one key, one effect"),
                    finding("other-body", Status.FAIL, "another <body> & \"key\" was executed"),
                    finding("gzip", Status.NA, "there is no body | at all")),
            true,
            7,
            42,
            1.26,
            new LoadReport(
                    new LoadPlan(5, 2, 4, 1), Map.of(Kind.EXECUTED, LATENCY, Kind.REPLAYED, LATENCY), 2, 5, List.of()));

    private static Finding finding(String id, Status status, String detail) {
        Card card = new Card(id, "it must hold", Severity.CRITICAL, "draft-07", "it costs money", "do it right");
        return new Finding(
                URL,
                card,
                status,
                detail,
                List.of(new Step("POST /orders", "201", "curl x")),
                "./onefold check --only " + id);
    }

    @Test
    void json_has_the_verdict_and_every_check() {
        JsonNode json = new JsonMapper().readTree(Format.JSON.write(REPORT));
        assertThat(json.path("verdict").asString()).isEqualTo("fail");
        assertThat(json.path("checks")).hasSize(3);
        assertThat(json.path("checks")
                        .valueStream()
                        .map(check -> check.path("status").asString()))
                .containsExactly("pass", "fail", "na");
        assertThat(json.at("/checks/1/id").asString()).isEqualTo("other-body");
        assertThat(json.at("/checks/1/detail").asString()).contains("<body> & \"key\"");
        assertThat(json.at("/checks/1/reproduction").asString()).isEqualTo("./onefold check --only other-body");
        assertThat(json.at("/load/latency_micros/executed/p99").asInt()).isEqualTo(20_000);
        assertThat(json.path("seed").asInt()).isEqualTo(7);
    }

    @Test
    void text_tells_of_a_failure_what_was_sent_what_came_what_it_means_and_what_to_do() {
        assertThat(Format.TEXT.write(REPORT))
                .contains(
                        "pass  replay-effect",
                        "FAIL  other-body",
                        "n/a   gzip",
                        "sent        POST /orders",
                        "→ 201",
                        "means       it costs money",
                        "what to do  do it right",
                        "again       ./onefold check --only other-body",
                        "executed",
                        "20.0 ms",
                        "FAIL  1 of 3 checks failed")
                .doesNotContain("\u001b");
        assertThat(Format.inColour(REPORT)).contains("\u001b[31mFAIL");
    }

    @Test
    void junit_is_xml_that_a_build_server_reads() throws Exception {
        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(Format.JUNIT.write(REPORT).getBytes(StandardCharsets.UTF_8)));
        assertThat(xml.getDocumentElement().getAttribute("failures")).isEqualTo("1");
        assertThat(xml.getElementsByTagName("testcase").getLength()).isEqualTo(3);
        assertThat(xml.getElementsByTagName("skipped").getLength()).isEqualTo(1);
        assertThat(xml.getElementsByTagName("failure").item(0).getTextContent()).contains("do it right");
    }

    @Test
    void sarif_has_the_rules_and_what_failed() {
        JsonNode sarif = new JsonMapper().readTree(Format.SARIF.write(REPORT));
        assertThat(sarif.path("version").asString()).isEqualTo("2.1.0");
        assertThat(sarif.at("/runs/0/tool/driver/rules")).hasSize(3);
        assertThat(sarif.at("/runs/0/results")).hasSize(1);
        assertThat(sarif.at("/runs/0/results/0/ruleId").asString()).isEqualTo("other-body");
        assertThat(sarif.at("/runs/0/results/0/level").asString()).isEqualTo("error");
    }

    @Test
    void the_page_has_charts_and_loads_nothing() {
        String page = Format.HTML.write(REPORT);
        assertThat(page)
                .contains("<svg", "polyline", "another &lt;body&gt; &amp; &quot;key&quot;", "class=\"line executed\"")
                .doesNotContain("http-equiv", "<script", "src=", "@import", "url(");
    }

    @Test
    void markdown_is_a_table_that_bars_do_not_break() {
        assertThat(Format.MARKDOWN.write(REPORT))
                .contains("| n/a | `gzip` | there is no body \\| at all |", "**FAIL**");
    }
}
