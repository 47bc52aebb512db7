package dev.onefold.prover.report;

import dev.onefold.prover.expected.Figures;
import dev.onefold.prover.load.LoadFigures;
import dev.onefold.prover.verdict.NoVerdictException;
import dev.onefold.prover.verdict.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The outcome for a program to read. The figures on top are those the books show. */
public final class JsonReport {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonReport() {}

    /** Writes the outcome to a file. */
    public static void write(Outcome outcome, Path file) {
        try {
            Files.writeString(file, JSON.writeValueAsString(json(outcome)) + System.lineSeparator());
        } catch (IOException e) {
            throw new NoVerdictException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    static ObjectNode json(Outcome outcome) {
        ObjectNode json = JSON.createObjectNode();
        json.put("verdict", outcome.passed() ? "pass" : "fail");
        json.put("books_right", outcome.violations().isEmpty());
        ArrayNode reasons = json.putArray("void");
        outcome.voidReasons().forEach(reasons::add);
        figures(json, outcome.found());
        load(json, outcome.load());
        violations(json, outcome);
        json.put("seconds", rounded(outcome.seconds()));
        json.put("trading_seconds", rounded(outcome.tradingSeconds()));
        figures(json.putObject("expected"), outcome.expected());
        json.put("refused_sent_again", outcome.sentAgain());
        settings(json.putObject("settings"), outcome);
        return json;
    }

    private static void figures(ObjectNode json, Figures figures) {
        json.put("orders", figures.orders());
        json.put("order_lines", figures.orderLines());
        json.put("order_pence", figures.orderPence());
        json.put("returns", figures.returns());
        json.put("return_lines", figures.returnLines());
        json.put("return_pence", figures.returnPence());
        json.put("net_units_sha256", figures.netUnitsSha256());
    }

    private static void load(ObjectNode json, LoadFigures load) {
        json.put("requests", load.requests());
        json.put("duplicates", load.duplicates());
        json.put("overlapping", load.overlapping());
        json.put("applied", load.applied());
        json.put("replayed", load.replayed());
        json.put("in_progress", load.inProgress());
        json.put("refused", load.refused());
        json.put("unanswered", load.unanswered());
        json.put("replies_thrown_away", load.thrownAway());
        json.put("unavailable", load.unavailable());
        json.put("server_errors", load.serverErrors());
        json.put("kills", load.kills());
        ArrayNode inFlight = json.putArray("in_flight_at_kills");
        load.inFlightAtKills().forEach(inFlight::add);
    }

    private static void violations(ObjectNode json, Outcome outcome) {
        json.put("violations", outcome.violations().size());
        ArrayNode list = json.putArray("violation_list");
        for (Violation violation : outcome.violations()) {
            ObjectNode one = list.addObject();
            one.put("rule", violation.rule());
            one.put("reference", violation.reference());
            ArrayNode keys = one.putArray("keys");
            violation.keys().forEach(keys::add);
            one.put("detail", violation.detail());
        }
    }

    private static void settings(ObjectNode json, Outcome outcome) {
        json.put("source", outcome.source());
        json.put("seed", outcome.options().seed());
        json.put("copies", outcome.options().copies());
        json.put("clients", outcome.options().clients());
        json.put("kills", outcome.options().kills());
        json.put("nodes", outcome.nodes());
        json.put("short_stock", outcome.options().shortStock());
        json.put("mode", outcome.mode().toString());
        json.put("unprotected", outcome.unprotected());
        ObjectNode database = json.putObject("database");
        new TreeMap<>(outcome.durability()).forEach(database::put);
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 10) / 10.0;
    }
}
