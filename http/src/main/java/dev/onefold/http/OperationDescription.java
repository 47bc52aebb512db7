package dev.onefold.http;

import dev.onefold.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an operation promises, for machines: the objects of OpenAPI 3.1 as maps, lists and values, to be put into a document
 * by whatever makes it. They are made of what the operation runs with, so they cannot say anything else.
 *
 * @param required whether a request without a key is refused
 * @param leased whether it runs under a lease; if not, in a transaction
 */
public record OperationDescription(
        Operation<RecordedResponse> operation, HttpContract contract, boolean required, boolean leased) {

    private static final Map<String, Object> TEXT = Map.of("type", "string");

    /** The value of the extension {@code x-idempotency}. Durations are those of ISO 8601. */
    public Map<String, Object> extension() {
        Map<String, Object> extension = new LinkedHashMap<>();
        extension.put("operation", operation.name());
        extension.put("profile", contract.name());
        extension.put("header", contract.keys().header());
        extension.put("required", required);
        extension.put("mode", leased ? "leased" : "transactional");
        extension.put("scope", word(contract.scope()));
        extension.put("fingerprint", word(contract.fingerprint().body()));
        extension.put("retention", operation.retention().answer().toString());
        extension.put("tombstone", operation.retention().tombstone().toString());
        extension.put("inFlight", operation.waiting().atMost().isZero() ? "refuse" : "wait");
        extension.put("waitAtMost", operation.waiting().atMost().toString());
        extension.put("waitOnRequestAtMost", operation.waiting().onRequest().toString());
        extension.put("replay", word(contract.replays()));
        KeyWindow window = contract.keys().window();
        if (window != null) {
            window.length().ifPresent(length -> extension.put("keyWindow", length.toString()));
        }
        return extension;
    }

    /** The parameter object of the key's header. */
    public Map<String, Object> parameter() {
        KeySyntax syntax = contract.keys().syntax();
        return Map.of(
                "name",
                contract.keys().header(),
                "in",
                "header",
                "required",
                required,
                "description",
                "One request and all its repeats have one key.",
                "schema",
                Map.of("type", "string", "minLength", syntax.minChars(), "maxLength", syntax.maxChars()),
                "example",
                "0198b2c4-7d1e-7a3b-9c4d-0123456789ab");
    }

    /** The header objects of every answer to a valid key, by their names. */
    public Map<String, Object> responseHeaders() {
        Map<String, Object> headers = new TreeMap<>();
        headers.put(
                contract.marker().name(),
                Map.of(
                        "description",
                        "On an answer that was told before: nothing was done now.",
                        "schema",
                        Map.of("type", "string", "const", contract.marker().replayed())));
        if (contract.keys().echo()) {
            headers.put(contract.keys().header(), Map.of("description", "The key as it was received.", "schema", TEXT));
        }
        return headers;
    }

    /** The response objects of what a key alone can lead to, by their statuses. */
    public Map<String, Object> responses() {
        Map<String, List<ProblemType>> byStatus = new TreeMap<>();
        for (ProblemType type : List.of(
                ProblemType.KEY_MISSING,
                ProblemType.KEY_INVALID,
                ProblemType.IN_PROGRESS,
                ProblemType.RESULT_EXPIRED,
                ProblemType.KEY_REUSED,
                ProblemType.STORE_UNAVAILABLE)) {
            String status = Integer.toString(contract.problems().status(type));
            byStatus.merge(
                    status,
                    List.of(type),
                    (one, other) -> java.util.stream.Stream.concat(one.stream(), other.stream())
                            .toList());
        }
        Map<String, Object> responses = new LinkedHashMap<>();
        byStatus.forEach((status, types) -> responses.put(status, response(types)));
        return responses;
    }

    private Map<String, Object> response(List<ProblemType> types) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put(
                "description",
                String.join(", ", types.stream().map(ProblemType::slug).toList()));
        if (types.contains(ProblemType.IN_PROGRESS) || types.contains(ProblemType.STORE_UNAVAILABLE)) {
            response.put(
                    "headers",
                    Map.of(
                            "Retry-After",
                            Map.of("description", "In seconds.", "schema", Map.of("type", "integer", "minimum", 1))));
        }
        List<String> uris = types.stream().map(contract.problems()::uri).toList();
        response.put(
                "content",
                Map.of(
                        contract.problems().mediaType(),
                        Map.of(
                                "schema",
                                Map.of(
                                        "type",
                                        "object",
                                        "properties",
                                        Map.of("type", Map.of("type", "string", "enum", uris))))));
        return response;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
