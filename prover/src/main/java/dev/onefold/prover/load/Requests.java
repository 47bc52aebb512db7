package dev.onefold.prover.load;

import dev.onefold.prover.trading.Document;
import dev.onefold.prover.trading.TradingRow;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The body and the path of the request a document becomes; the same document gives the same bytes. */
final class Requests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Requests() {}

    static String path(Document document) {
        return switch (document.kind()) {
            case ORDER -> "/api/orders";
            case RETURN -> "/api/returns";
            case ADJUSTMENT -> "/api/stock/adjustments";
        };
    }

    static byte[] body(Document document) {
        return switch (document.kind()) {
            case ORDER, RETURN -> sale(document);
            case ADJUSTMENT -> adjustment(document);
        };
    }

    static byte[] restock(String reference, Map<String, Long> units) {
        ObjectNode body = JSON.createObjectNode();
        body.put("reference", reference);
        body.put("reason", "restock");
        ArrayNode lines = body.putArray("lines");
        units.forEach((code, delta) -> lines.addObject().put("code", code).put("delta", delta));
        return bytes(body);
    }

    static byte[] products(Iterable<SetUpPlan.Product> products) {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode array = body.putArray("products");
        for (SetUpPlan.Product product : products) {
            array.addObject()
                    .put("code", product.code())
                    .put("description", product.description())
                    .put("unitPrice", product.unitPrice())
                    .put("openingStock", product.openingStock());
        }
        return bytes(body);
    }

    static byte[] customers(Iterable<SetUpPlan.Customer> customers) {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode array = body.putArray("customers");
        for (SetUpPlan.Customer customer : customers) {
            array.addObject()
                    .put("number", customer.number())
                    .put("country", customer.country())
                    .put("openingBalancePence", customer.openingBalancePence());
        }
        return bytes(body);
    }

    private static byte[] sale(Document document) {
        ObjectNode body = JSON.createObjectNode();
        body.put("reference", document.reference());
        body.put("customer", document.customer());
        ArrayNode lines = body.putArray("lines");
        for (TradingRow row : document.lines()) {
            lines.addObject()
                    .put("code", row.code())
                    .put("quantity", Math.abs(row.quantity()))
                    .put("unitPrice", row.unitPrice());
        }
        return bytes(body);
    }

    private static byte[] adjustment(Document document) {
        ObjectNode body = JSON.createObjectNode();
        body.put("reference", document.reference());
        body.put("reason", "stock count");
        ArrayNode lines = body.putArray("lines");
        for (TradingRow row : document.lines()) {
            lines.addObject().put("code", row.code()).put("delta", row.quantity());
        }
        return bytes(body);
    }

    private static byte[] bytes(ObjectNode body) {
        return JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    }
}
