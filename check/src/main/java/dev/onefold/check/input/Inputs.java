package dev.onefold.check.input;

import dev.onefold.check.subject.Call;
import dev.onefold.check.subject.Target;
import dev.onefold.check.subject.UnusableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads requests from where people have them. Only requests that change something are taken. */
public final class Inputs {

    private static final Set<String> UNSAFE = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final long LARGEST_BYTES = 64L * 1024 * 1024;

    private Inputs() {}

    /**
     * A curl command line.
     *
     * @throws UnusableException if it is none, or has an option that is not known here
     */
    public static Call curl(String line) {
        return CurlCommand.parse(line);
    }

    /** The text, or the content of the file that is named after {@code @}, as curl has it. */
    public static String content(String textOrFile) {
        return CurlCommand.content(textOrFile);
    }

    /**
     * A file: {@code .har}, {@code .http} or {@code .rest}, or an OpenAPI document in JSON or YAML.
     *
     * @param baseUrl where the operations of an OpenAPI document are; null for the first server it names
     * @throws UnusableException if it cannot be read, or has no request that changes something
     */
    public static List<Target> file(Path file, @Nullable String baseUrl) {
        List<Target> targets = read(file, baseUrl).stream()
                .filter(target -> UNSAFE.contains(target.call().method()))
                .toList();
        if (targets.isEmpty()) {
            throw new UnusableException(file + ": there is no request in it that changes something and has an example");
        }
        return targets;
    }

    private static List<Target> read(Path file, @Nullable String baseUrl) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        String text = text(file);
        try {
            if (name.endsWith(".http") || name.endsWith(".rest")) {
                return targets(HttpFile.parse(text));
            }
            JsonNode document = name.endsWith(".yaml") || name.endsWith(".yml")
                    ? new YAMLMapper().readTree(text)
                    : new JsonMapper().readTree(text);
            if (document.has("openapi")) {
                return OpenApi.parse(document, baseUrl);
            }
            if (document.has("log")) {
                return targets(HarFile.parse(document));
            }
        } catch (JacksonException e) {
            throw new UnusableException(file + ": " + e.getOriginalMessage());
        }
        throw new UnusableException(file + ": neither a HAR, nor an .http file, nor an OpenAPI 3 document");
    }

    private static List<Target> targets(List<Call> calls) {
        return calls.stream().map(call -> Target.of(call).build()).toList();
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > LARGEST_BYTES) {
                throw new UnusableException(file + ": larger than " + LARGEST_BYTES + " bytes");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UnusableException(file + ": cannot be read");
        }
    }
}
