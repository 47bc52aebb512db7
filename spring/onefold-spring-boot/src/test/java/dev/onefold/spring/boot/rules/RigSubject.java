package dev.onefold.spring.boot.rules;

import dev.onefold.check.wire.Body;
import dev.onefold.check.wire.Header;
import dev.onefold.check.wire.Origin;
import dev.onefold.check.wire.Protocol;
import dev.onefold.check.wire.WireRequest;
import dev.onefold.check.wire.WireResponse;
import dev.onefold.conformance.BatchItem;
import dev.onefold.conformance.Caller;
import dev.onefold.conformance.Contract;
import dev.onefold.conformance.Contract.Feature;
import dev.onefold.conformance.Control;
import dev.onefold.conformance.ItemResult;
import dev.onefold.conformance.NotOfferedException;
import dev.onefold.conformance.Operation;
import dev.onefold.conformance.Subject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Two nodes of the system under test, under the rules. */
final class RigSubject implements Subject {

    private static final String OTHER_HEADER = "X-Idempotency-Key";

    private final List<Origin> nodes;
    private final Control control;

    RigSubject(Control control) {
        this.control = control;
        this.nodes = List.of(origin("kit-a"), origin("kit-b"));
    }

    private static Origin origin(String name) {
        Node node = Rig.node(
                "name=" + name,
                "server.http2.enabled=true",
                "server.compression.enabled=true",
                "server.compression.mime-types=text/plain",
                "server.tomcat.threads.max=100",
                "sut.other-origins=true",
                "sut.accepted=true",
                "onefold.accepted.threads=0", // others count statements
                "onefold.http.key-aliases=" + OTHER_HEADER,
                "onefold.operations.[POST /things].http.compare-without=client_timestamp");
        return new Origin(false, "localhost", node.port());
    }

    @Override
    public String name() {
        return "Onefold's test server";
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
        return Contract.builder()
                .otherKeyHeader(OTHER_HEADER)
                .features(EnumSet.of(
                        Feature.CANONICAL_JSON,
                        Feature.EXCLUDED_MEMBER,
                        Feature.GZIP_ANSWERS,
                        Feature.CORS,
                        Feature.CONTENT_DIGEST,
                        Feature.PREFER_WAIT,
                        Feature.BOUNDED_WAITERS))
                .build();
    }

    @Override
    public WireRequest request(Operation operation, String business) {
        return switch (operation) {
            case CREATE -> post("/things", business);
            case CREATE_ELSEWHERE -> post("/refunds", business);
            case ACT_ON -> json("POST", "/things/" + business + "/capture", "");
            case CREATE_OPTIONAL -> post("/optional", business);
            case CREATE_WAITING -> post("/waiting", business);
            case CREATE_WAITING_BRIEFLY -> post("/brief", business);
            case CREATE_FORGETTING -> post("/forgetful", business);
            case CREATE_LEASED -> post("/leased/fenced", business);
            case FAIL_ONCE_WAITING -> post("/failing-while-others-wait", business);
            case DECLINE -> post("/answers?status=402&how=THROWN", business);
            case VALIDATE -> post("/answers?status=400&how=THROWN", business);
            case FAIL_BEFORE -> post("/answers?how=FAILED&effect=false&times=1", business);
            case FAIL_AFTER_EFFECT -> post("/answers?how=FAILED&effect=true&times=1", business);
            case BIG -> post("/big?bytes=300000", business);
            case TOO_BIG -> post("/big?bytes=2000000", business);
            case COOKIE -> post("/cookies?secret=" + business, business);
            case PATCH -> json("PATCH", "/versions/" + business, "{}");
            case PUT -> json("PUT", "/versions/" + business, "{}");
            case DELETE -> json("DELETE", "/things/" + business, "");
            case READ -> json("GET", "/things/" + business, "");
            case UNPROTECTED -> post("/plain", business);
            case STREAM -> throw new NotOfferedException("streams are refused when the application starts");
            case ASYNC -> post("/reports", business);
            case SECRET -> post("/codes", business);
        };
    }

    private static WireRequest post(String target, String business) {
        return json("POST", target, "{\"id\":\"" + business + "\",\"name\":\"John\"}");
    }

    private static WireRequest json(String method, String target, String body) {
        List<Header> type = method.equals("GET") || method.equals("DELETE")
                ? List.of()
                : List.of(new Header("Content-Type", "application/json"));
        return new WireRequest(method, target, type, Body.of(body));
    }

    @Override
    public WireRequest answering(int status, boolean afterEffect, String business) {
        return post("/answers?status=" + status + "&effect=" + afterEffect + "&times=1", business);
    }

    @Override
    public WireRequest answeringWith(String field, String value, String business) {
        return post("/headers?name=" + field + "&value=" + URLEncoder.encode(value, StandardCharsets.UTF_8), business);
    }

    @Override
    public WireRequest stateOf(String key) {
        return json("GET", "/keys/" + key, "");
    }

    @Override
    public WireRequest batch(List<BatchItem> items) {
        return json(
                "POST",
                "/batches/optional",
                items.stream()
                        .map(item ->
                                "{\"key\":\"" + item.key() + "\",\"id\":\"" + item.business() + "\",\"name\":\"John\"}")
                        .collect(Collectors.joining(",", "[", "]")));
    }

    @Override
    public List<ItemResult> items(WireResponse answer) {
        List<ItemResult> results = new ArrayList<>();
        new JsonMapper()
                .readTree(answer.body().text())
                .path("items")
                .forEach(item -> results.add(new ItemResult(
                        item.path("status").asInt(),
                        item.path("body").toString(),
                        item.path("replayed").asBoolean())));
        return results;
    }

    @Override
    public WireRequest as(Caller caller, WireRequest request) {
        return switch (caller) {
            case ANN -> by("acme.ann.1", request);
            case ANN_RENEWED -> by("acme.ann.2", request);
            case BOB -> by("acme.bob.1", request);
            case STRANGER -> by("other.ann.1", request);
            case NOBODY -> request;
        };
    }

    private static WireRequest by(String token, WireRequest request) {
        return request.replacing("Authorization", "Bearer " + token);
    }

    @Override
    public Control control() {
        return control;
    }
}
