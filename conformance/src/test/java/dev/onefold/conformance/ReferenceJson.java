package dev.onefold.conformance;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON by meaning. */
final class ReferenceJson {

    static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private ReferenceJson() {}

    static String canonical(JsonNode node, Set<Defect> defects) {
        if (node.isObject()) {
            Map<String, String> members = new TreeMap<>();
            node.forEachEntry((name, value) -> members.put(name, canonical(value, defects)));
            return members.toString();
        }
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .map(item -> canonical(item, defects))
                    .collect(Collectors.joining(",", "[", "]"));
        }
        if (node.isNumber()) {
            return "n"
                    + (defects.contains(Defect.NUMBERS_AS_DOUBLES)
                                    ? BigDecimal.valueOf(node.decimalValue().doubleValue())
                                    : node.decimalValue())
                            .stripTrailingZeros()
                            .toPlainString();
        }
        return node.isString() ? "s" + node.asString().length() + ":" + node.asString() : node.toString();
    }
}
