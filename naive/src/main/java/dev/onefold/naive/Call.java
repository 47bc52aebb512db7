package dev.onefold.naive;

import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request.
 *
 * @param node the process that answers it
 * @param parts the variable parts of its path
 * @param body its body, or a missing node
 * @param exchange where its headers are
 */
record Call(String node, List<String> parts, JsonNode body, HttpExchange exchange) {

    String part(int place) {
        return parts.get(place);
    }

    String text(String field) {
        return body.path(field).asString("");
    }

    @Nullable
    String textOrNull(String field) {
        JsonNode value = body.path(field);
        return value.isString() ? value.asString() : null;
    }

    long number(String field) {
        return body.path(field).asLong(0);
    }

    String header(String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }
}
