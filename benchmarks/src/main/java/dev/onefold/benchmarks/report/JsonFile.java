package dev.onefold.benchmarks.report;

import dev.onefold.prover.verdict.BadUseException;
import dev.onefold.prover.verdict.NoVerdictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What was found, for programs: {@code ratios} holds medians, everything else the spread as well. */
public final class JsonFile {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonFile() {}

    /**
     * The file's content.
     *
     * @param ratios the medians, by name
     * @param spreads the same with their quartiles
     * @param skipped what could not be measured, and why
     */
    public record Document(
            Circumstances circumstances,
            Map<String, Double> ratios,
            Map<String, dev.onefold.benchmarks.measure.Spread> spreads,
            Map<String, dev.onefold.benchmarks.measure.Spread> figures,
            Map<String, String> skipped,
            List<Findings.Table> tables) {}

    /**
     * Refuses a file that cannot be written, before anything is measured.
     *
     * @throws BadUseException naming the file
     */
    public static void check(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || parent == null || !Files.isWritable(parent)) {
            throw new BadUseException(file + " cannot be written");
        }
    }

    public static void write(Findings findings, Circumstances circumstances, Path file) {
        Map<String, Double> ratios = new LinkedHashMap<>();
        findings.ratios().forEach((key, spread) -> ratios.put(key, spread.median()));
        Document document = new Document(
                circumstances, ratios, findings.ratios(), findings.figures(), findings.skipped(), findings.tables());
        try {
            Files.writeString(file, JSON.writeValueAsString(document) + "\n");
        } catch (IOException e) {
            throw new NoVerdictException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Reads what {@link #write} wrote. */
    public static Document read(Path file) {
        try {
            return JSON.readValue(Files.readAllBytes(file), Document.class);
        } catch (IOException | tools.jackson.core.JacksonException e) {
            throw new BadUseException(file + " is not a file that onefold bench --json wrote: " + e.getMessage());
        }
    }
}
