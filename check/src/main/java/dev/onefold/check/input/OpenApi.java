package dev.onefold.check.input;

import dev.onefold.check.subject.Call;
import dev.onefold.check.subject.Target;
import dev.onefold.check.subject.UnusableException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The unsafe operations of an OpenAPI 3 document that have an example: of the body, where they have one, and of each parameter
 * of the path. {@code x-idempotency: {required, retention}} says what is expected of an operation, {@code x-idempotency: false}
 * leaves it out; a required {@code Idempotency-Key} parameter requires it as well.
 */
final class OpenApi {

    private static final List<String> UNSAFE = List.of("post", "patch", "put", "delete");
    private static final String JSON = "application/json";

    private final JsonNode document;
    private final String base;

    private OpenApi(JsonNode document, String base) {
        this.document = document;
        this.base = base;
    }

    static List<Target> parse(JsonNode document, @Nullable String baseUrl) {
        String server = document.path("servers").path(0).path("url").asString("");
        String base = baseUrl != null ? baseUrl : server;
        if (!base.matches("https?://.*")) {
            throw new UnusableException("the document names no server with http:// or https://; give --base-url");
        }
        OpenApi api = new OpenApi(document, base.replaceFirst("/$", ""));
        List<Target> targets = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (String method : UNSAFE) {
                JsonNode operation = path.getValue().path(method);
                if (operation.isObject()) {
                    api.target(method, path.getKey(), path.getValue(), operation)
                            .ifPresent(targets::add);
                }
            }
        }
        return targets;
    }

    private Optional<Target> target(String method, String path, JsonNode item, JsonNode operation) {
        JsonNode idempotency = operation.path("x-idempotency");
        Optional<String> filled = filled(path, item, operation);
        Optional<String> body = body(operation);
        boolean left = idempotency.isBoolean() && !idempotency.booleanValue();
        if (left || filled.isEmpty() || body.isEmpty()) {
            return Optional.empty();
        }
        Call call = Call.of(method, base + filled.get()).withBody(body.get());
        if (!body.get().isEmpty()) {
            call = call.withHeader("Content-Type", JSON);
        }
        Target.Builder target = Target.of(call);
        if (idempotency.path("required").booleanValue(false) || requiresKey(item, operation)) {
            target.keyRequired(true);
        }
        String retention = idempotency.path("retention").asString("");
        if (!retention.isEmpty()) {
            target.retention(duration(retention));
        }
        return Optional.of(target.build());
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new UnusableException("x-idempotency: retention " + text + ": not a duration like PT24H");
        }
    }

    private boolean requiresKey(JsonNode item, JsonNode operation) {
        return parameters(item, operation).stream()
                .anyMatch(parameter -> parameter.path("name").asString("").equalsIgnoreCase(Target.KEY_HEADER)
                        && parameter.path("required").booleanValue(false));
    }

    private List<JsonNode> parameters(JsonNode item, JsonNode operation) {
        List<JsonNode> all = new ArrayList<>();
        item.path("parameters").forEach(parameter -> all.add(resolved(parameter)));
        operation.path("parameters").forEach(parameter -> all.add(resolved(parameter)));
        return all;
    }

    /** The path with the examples of its parameters; empty if one has none. */
    private Optional<String> filled(String path, JsonNode item, JsonNode operation) {
        String filled = path;
        for (JsonNode parameter : parameters(item, operation)) {
            Optional<JsonNode> example = example(parameter);
            if (parameter.path("in").asString("").equals("path") && example.isPresent()) {
                filled = filled.replace(
                        "{" + parameter.path("name").asString() + "}",
                        example.get().asString());
            }
        }
        return filled.replaceAll("\\{\\{[^}]*}}", "").contains("{") ? Optional.empty() : Optional.of(filled);
    }

    /** An example body; the empty text for an operation without a body; nothing if it has one without an example. */
    private Optional<String> body(JsonNode operation) {
        JsonNode requestBody = resolved(operation.path("requestBody"));
        if (requestBody.isMissingNode()) {
            return Optional.of("");
        }
        return example(requestBody.path("content").path(JSON)).map(Object::toString);
    }

    /** Of a parameter, a media type or a schema: {@code example}, the first of {@code examples}, or its schema's. */
    private Optional<JsonNode> example(JsonNode described) {
        JsonNode node = resolved(described);
        if (node.has("example")) {
            return Optional.of(node.get("example"));
        }
        for (JsonNode first : node.path("examples")) {
            JsonNode example = resolved(first);
            return Optional.of(example.has("value") ? example.get("value") : example);
        }
        return node.has("schema") ? example(node.get("schema")) : Optional.empty();
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.startsWith("#/") ? document.at(reference.substring(1)) : node;
    }
}
