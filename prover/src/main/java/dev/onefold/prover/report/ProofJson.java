package dev.onefold.prover.report;

import dev.onefold.prover.storms.Kind;
import dev.onefold.prover.storms.Row;
import dev.onefold.prover.storms.StormResult;
import dev.onefold.prover.verdict.NoVerdictException;
import dev.onefold.prover.verdict.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A proof for a program to read. */
public final class ProofJson {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final int LISTED_VIOLATIONS = 100;

    private ProofJson() {}

    /** Writes the proof to a file. */
    public static void write(Proof proof, Path file) {
        try {
            Files.writeString(file, JSON.writeValueAsString(json(proof)) + System.lineSeparator());
        } catch (IOException e) {
            throw new NoVerdictException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    static ObjectNode json(Proof proof) {
        ObjectNode json = JSON.createObjectNode();
        json.put("verdict", word(proof.verdict()));
        ArrayNode techniques = json.putArray("techniques");
        proof.rows().forEach(row -> technique(techniques.addObject(), row));
        json.put("seconds", Math.round(proof.seconds() * 10) / 10.0);
        ObjectNode settings = json.putObject("settings");
        settings.put("seed", proof.seed());
        settings.put("storm_seconds", proof.stormSeconds());
        settings.put("nodes", proof.nodes());
        settings.put("mode", proof.mode().toString());
        ObjectNode database = settings.putObject("database");
        new TreeMap<>(proof.durability()).forEach(database::put);
        return json;
    }

    private static void technique(ObjectNode json, Row row) {
        StormResult shop = row.shop();
        json.put("number", row.technique().number());
        json.put("name", row.technique().title());
        json.put("verdict", word(row.verdict()));
        json.put("requests", shop.requests());
        json.put("duplicates", shop.duplicates());
        json.put("overlapping", shop.overlapping());
        json.put("effects_expected", shop.wanted());
        json.put("effects", shop.effects());
        ObjectNode outcomes = json.putObject("outcomes");
        for (Kind kind : Kind.values()) {
            outcomes.put(kind.key(), shop.outcomes().getOrDefault(kind, 0L));
        }
        json.put("kills", shop.kills());
        json.put("pauses", shop.pauses());
        json.put("violations", shop.violations().size());
        ArrayNode list = json.putArray("violation_list");
        shop.violations().stream()
                .limit(LISTED_VIOLATIONS)
                .forEach(violation -> violation(list.addObject(), violation));
        ArrayNode reasons = json.putArray("void");
        row.voidReasons().forEach(reasons::add);
        json.put("naive_requests", row.naive().requests());
        json.put("naive_effects_expected", row.naive().wanted());
        json.put("naive_effects", row.naive().effects());
        json.put("naive_violations", row.naive().violations().size());
        json.put("naive_damage", row.naive().damage());
    }

    private static void violation(ObjectNode json, Violation violation) {
        json.put("rule", violation.rule());
        json.put("reference", violation.reference());
        json.put("detail", violation.detail());
    }

    private static String word(Row.Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }
}
