package dev.onefold.shop;

import dev.onefold.check.wire.Body;
import dev.onefold.check.wire.Header;
import dev.onefold.check.wire.Origin;
import dev.onefold.check.wire.Protocol;
import dev.onefold.check.wire.WireRequest;
import dev.onefold.conformance.Caller;
import dev.onefold.conformance.Contract;
import dev.onefold.conformance.Expected;
import dev.onefold.conformance.NotOfferedException;
import dev.onefold.conformance.Operation;
import dev.onefold.conformance.Subject;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The shop under the rules: placing and cancelling orders, as any client does. */
final class ShopSubject implements Subject {

    static final long PLENTY = 1_000_000;

    private final List<Origin> nodes;
    private final ShopControl control;
    private final Api api;
    private final Map<String, String> ordersToCancel = new ConcurrentHashMap<>();
    private volatile String annsKey = "ann-demo-key";

    ShopSubject(List<Integer> ports, ShopControl control, Api api) {
        this.nodes =
                ports.stream().map(port -> new Origin(false, "localhost", port)).toList();
        this.api = api;
        this.control = control;
    }

    @Override
    public String name() {
        return "the shop";
    }

    @Override
    public List<Origin> nodes() {
        return nodes;
    }

    @Override
    public Set<Protocol> protocols() {
        return EnumSet.allOf(Protocol.class);
    }

    @Override
    public Contract contract() {
        return Contract.builder().noScope(new Expected(401, "unauthorized")).build();
    }

    @Override
    public WireRequest request(Operation operation, String business) {
        return switch (operation) {
            case CREATE -> order("/api/orders", business, PLENTY);
            case CREATE_ELSEWHERE -> order("/api/returns", business, PLENTY);
            case DECLINE -> order("/api/orders", "d" + business, 0);
            case VALIDATE -> json("POST", "/api/orders", "{\"reference\":\"" + business + "\",\"lines\":[]}");
            case FAIL_BEFORE -> failing("before", business);
            case FAIL_AFTER_EFFECT -> failing("after", business);
            case ACT_ON -> json("POST", "/api/orders/" + orderToCancel(business) + "/cancellation", "");
            case READ -> new WireRequest("GET", "/api/products/" + product(business), List.of(), Body.EMPTY);
            case CREATE_OPTIONAL, UNPROTECTED ->
                throw new NotOfferedException("every operation with an effect that is counted needs a key");
            case CREATE_WAITING, CREATE_WAITING_BRIEFLY, FAIL_ONCE_WAITING ->
                throw new NotOfferedException("duplicates do not wait in the shop");
            case CREATE_FORGETTING -> throw new NotOfferedException("every key is known for 30 days");
            case CREATE_LEASED -> throw new NotOfferedException("every effect is in the database of the records");
            case BIG, TOO_BIG, STREAM -> throw new NotOfferedException("no keyed answer is long");
            case ASYNC -> throw new NotOfferedException("every order is done when it is answered");
            case SECRET, COOKIE -> throw new NotOfferedException("no keyed answer has a secret or a cookie");
            case PATCH -> throw new NotOfferedException("orders are not changed; addresses are, by their versions");
            case PUT -> throw new NotOfferedException("what is put in the shop needs a version or a cart");
            case DELETE -> throw new NotOfferedException("orders are cancelled, not deleted");
        };
    }

    private String product(String code) {
        control.product(code, PLENTY);
        return code;
    }

    private WireRequest order(String path, String code, long onHand) {
        control.product(code, onHand);
        return json(
                "POST",
                path,
                "{\"reference\":\"" + code + "\",\"customer\":null,\"lines\":[{\"code\":\"" + code
                        + "\",\"quantity\":1}]}");
    }

    private WireRequest failing(String when, String business) {
        control.failOnce(when, business);
        return order("/api/orders", business, PLENTY);
    }

    private String orderToCancel(String business) {
        return ordersToCancel.computeIfAbsent(business, any -> {
            String code = ShopControl.CANCELLED + business;
            return api.post(
                            "/api/orders",
                            order("/api/orders", code, PLENTY).body().text())
                    .expect(201)
                    .text("id");
        });
    }

    private static WireRequest json(String method, String target, String body) {
        return new WireRequest(method, target, List.of(new Header("Content-Type", "application/json")), Body.of(body));
    }

    @Override
    public WireRequest stateOf(String key) {
        return new WireRequest("GET", "/api/operations/" + key, List.of(), Body.EMPTY);
    }

    @Override
    public WireRequest as(Caller caller, WireRequest request) {
        return switch (caller) {
            case ANN -> by(annsKey, request);
            case ANN_RENEWED -> by(renewed(), request);
            case BOB -> by("bob-demo-key", request);
            case STRANGER -> by("stranger-demo-key", request);
            case NOBODY -> request;
        };
    }

    private String renewed() {
        annsKey = "ann-" + UUID.randomUUID();
        control.renewAnn(annsKey);
        return annsKey;
    }

    private static WireRequest by(String apiKey, WireRequest request) {
        return request.replacing("Authorization", "Bearer " + apiKey);
    }

    @Override
    public ShopControl control() {
        return control;
    }
}
