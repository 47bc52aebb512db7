package dev.onefold.check.report;

import dev.onefold.check.CheckReport;
import dev.onefold.check.Finding;
import dev.onefold.check.Finding.Status;
import dev.onefold.check.rule.Rule;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** SARIF 2.1.0. */
final class SarifReport {

    private SarifReport() {}

    static String write(CheckReport report) {
        ObjectNode sarif = JsonReport.JSON.createObjectNode();
        sarif.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        sarif.put("version", "2.1.0");
        ObjectNode run = sarif.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "onefold check");
        ArrayNode rules = driver.putArray("rules");
        Map<String, Rule.Card> cards = new LinkedHashMap<>();
        report.findings().forEach(finding -> cards.put(finding.id(), finding.card()));
        cards.values().forEach(card -> rule(rules.addObject(), card));
        ArrayNode results = run.putArray("results");
        report.findings(Status.FAIL).forEach(finding -> result(results.addObject(), finding));
        return JsonReport.JSON.writeValueAsString(sarif) + "\n";
    }

    private static void rule(ObjectNode json, Rule.Card card) {
        json.put("id", card.id());
        json.putObject("shortDescription").put("text", card.title());
        json.putObject("fullDescription").put("text", card.meaning());
        json.putObject("help").put("text", card.remedy() + " (" + card.source() + ")");
        json.putObject("defaultConfiguration").put("level", level(card));
    }

    private static String level(Rule.Card card) {
        return switch (card.severity()) {
            case CRITICAL -> "error";
            case MAJOR -> "warning";
            case MINOR -> "note";
        };
    }

    private static void result(ObjectNode json, Finding finding) {
        json.put("ruleId", finding.id());
        json.put("level", level(finding.card()));
        json.putObject("message").put("text", finding.detail());
        ObjectNode location = json.putArray("locations").addObject();
        location.putObject("physicalLocation")
                .putObject("artifactLocation")
                .put("uri", finding.target().replaceFirst("^\\S+ ", "").replaceAll("[{}]", ""));
        location.putArray("logicalLocations").addObject().put("fullyQualifiedName", finding.target());
    }
}
