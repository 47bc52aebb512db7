package dev.onefold.check.subject;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Bodies that say the same in another way, or something else in the same way. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    /** The same JSON with the members of every object in the opposite order, and with other white space. */
    public static Optional<String> reordered(String json) {
        return parsed(json)
                .map(node -> MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(reordered(node)) + "\n");
    }

    private static JsonNode reordered(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<Map.Entry<String, JsonNode>> members = new ArrayList<>(object.properties());
            Collections.reverse(members);
            ObjectNode reordered = MAPPER.createObjectNode();
            members.forEach(member -> reordered.set(member.getKey(), reordered(member.getValue())));
            return reordered;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode same = MAPPER.createArrayNode();
            array.forEach(element -> same.add(reordered(element)));
            return same;
        }
        return node;
    }

    /**
     * JSON that means something else and is likely to be valid: one whole number is one larger. Where there is none, a truth
     * value is turned, or a text without a placeholder gets one more letter.
     */
    public static Optional<String> changed(String json) {
        return parsed(json).filter(Json::change).map(MAPPER::writeValueAsString);
    }

    private static boolean change(JsonNode root) {
        return change(root, Kind.WHOLE_NUMBER) || change(root, Kind.TRUTH) || change(root, Kind.TEXT);
    }

    private enum Kind {
        WHOLE_NUMBER,
        TRUTH,
        TEXT
    }

    private static boolean change(JsonNode node, Kind kind) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : List.copyOf(object.properties())) {
                Optional<JsonNode> other = other(member.getValue(), kind);
                if (other.isPresent()) {
                    object.set(member.getKey(), other.get());
                    return true;
                }
                if (change(member.getValue(), kind)) {
                    return true;
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int place = 0; place < array.size(); place++) {
                Optional<JsonNode> other = other(array.get(place), kind);
                if (other.isPresent()) {
                    array.set(place, other.get());
                    return true;
                }
                if (change(array.get(place), kind)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Optional<JsonNode> other(JsonNode node, Kind kind) {
        if (kind == Kind.WHOLE_NUMBER && node.isIntegralNumber()) {
            return Optional.of(
                    MAPPER.getNodeFactory().numberNode(node.bigIntegerValue().add(BigInteger.ONE)));
        }
        if (kind == Kind.TRUTH && node.isBoolean()) {
            return Optional.of(MAPPER.getNodeFactory().booleanNode(!node.booleanValue()));
        }
        if (kind == Kind.TEXT && node.isString() && !new Template(node.stringValue()).varies()) {
            return Optional.of(MAPPER.getNodeFactory().stringNode(node.stringValue() + "x"));
        }
        return Optional.empty();
    }

    /** The members of a JSON object that are no objects and no arrays, as texts. */
    public static Map<String, String> members(String json) {
        Map<String, String> members = new LinkedHashMap<>();
        if (parsed(json).orElse(null) instanceof ObjectNode object) {
            object.properties().stream()
                    .filter(member -> member.getValue().isValueNode())
                    .forEach(member ->
                            members.put(member.getKey(), member.getValue().asString()));
        }
        return members;
    }

    private static Optional<JsonNode> parsed(String json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            return Optional.ofNullable(node).filter(JsonNode::isContainer);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
