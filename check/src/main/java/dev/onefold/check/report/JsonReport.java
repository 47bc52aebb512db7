package dev.onefold.check.report;

import dev.onefold.check.CheckReport;
import dev.onefold.check.Finding;
import dev.onefold.check.load.Kind;
import dev.onefold.check.load.LoadReport;
import dev.onefold.check.load.LoadReport.Latency;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Everything, for a program. */
final class JsonReport {

    static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonReport() {}

    static String write(CheckReport report) {
        ObjectNode json = JSON.createObjectNode();
        json.put("verdict", Words.verdict(report));
        json.put("summary", report.verdict());
        json.put("effects_counted", report.counted());
        ArrayNode checks = json.putArray("checks");
        report.findings().forEach(finding -> finding(checks.addObject(), finding));
        report.load().ifPresent(load -> load(json.putObject("load"), load));
        json.put("seed", report.seed());
        json.put("requests", report.requests());
        json.put("seconds", Math.round(report.seconds() * 10) / 10.0);
        return JSON.writeValueAsString(json) + "\n";
    }

    static String withoutVerdict(String reason) {
        ObjectNode json = JSON.createObjectNode();
        json.put("verdict", "none");
        json.put("summary", reason);
        json.putArray("checks");
        return JSON.writeValueAsString(json) + "\n";
    }

    private static void finding(ObjectNode json, Finding finding) {
        json.put("id", finding.id());
        json.put("status", Words.status(finding));
        json.put("detail", finding.detail());
        json.put("title", finding.card().title());
        json.put("severity", Words.lower(finding.card().severity()));
        json.put("source", finding.card().source());
        json.put("target", finding.target());
        if (finding.status() == Finding.Status.FAIL) {
            json.put("meaning", finding.card().meaning());
            json.put("remedy", finding.card().remedy());
            json.put("reproduction", finding.reproduction());
        }
        ArrayNode steps = json.putArray("steps");
        finding.steps().forEach(step -> {
            ObjectNode each = steps.addObject();
            each.put("sent", step.sent());
            each.put("came", step.came());
        });
    }

    private static void load(ObjectNode json, LoadReport load) {
        json.put("keys", load.plan().keys());
        json.put("copies", load.plan().copies());
        json.put("concurrency", load.plan().concurrency());
        json.put("zipf", load.plan().zipf());
        json.put("seconds", load.seconds());
        json.put("requests_per_second", load.rate());
        json.put("keys_counted", load.keysCounted());
        ObjectNode latencies = json.putObject("latency_micros");
        for (Kind kind : Kind.values()) {
            Latency latency = load.latencies().get(kind);
            if (latency != null) {
                ObjectNode each = latencies.putObject(kind.title());
                each.put("count", latency.count());
                each.put("p50", latency.p50Micros());
                each.put("p90", latency.p90Micros());
                each.put("p99", latency.p99Micros());
                each.put("p999", latency.p999Micros());
                each.put("max", latency.maxMicros());
            }
        }
        ArrayNode wrong = json.putArray("wrong");
        load.wrong().forEach(wrong::add);
    }
}
