package dev.onefold.conformance;

import dev.onefold.check.wire.Body;
import dev.onefold.check.wire.Header;
import dev.onefold.check.wire.Origin;
import dev.onefold.check.wire.Protocol;
import dev.onefold.check.wire.WireRequest;
import dev.onefold.check.wire.WireResponse;
import dev.onefold.conformance.Contract.Feature;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;
import tools.jackson.databind.JsonNode;

/** A small correct server with its memory in the process, or one with a defect. It shares nothing with the library. */
final class ReferenceServer implements Subject, AutoCloseable {

    /** Held, or its level would be collected with it. */
    private static final Logger TOMCAT_LOG = Logger.getLogger("org.apache");

    static {
        TOMCAT_LOG.setLevel(Level.OFF);
    }

    private final ReferenceWorld world;
    private final Tomcat tomcat = new Tomcat();
    private final Set<Feature> features = EnumSet.of(
            Feature.CANONICAL_JSON,
            Feature.GZIP_REQUESTS,
            Feature.FORMS,
            Feature.CONTENT_DIGEST,
            Feature.PREFER_WAIT,
            Feature.CORS,
            Feature.TIME_BOUND_KEYS,
            Feature.ADVERTISES_EXPIRY);

    ReferenceServer(Path directory, Defect... defects) throws LifecycleException {
        Set<Defect> all = EnumSet.noneOf(Defect.class);
        all.addAll(List.of(defects));
        world = new ReferenceWorld(all);
        tomcat.setBaseDir(directory.toString());
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("maxThreads", "400");
        Http2Protocol http2 = new Http2Protocol();
        http2.setMaxConcurrentStreams(128);
        http2.setMaxConcurrentStreamExecution(128);
        connector.addUpgradeProtocol(http2);
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "reference", new ReferenceServlet(world)).addMapping("/*");
        tomcat.start();
    }

    /** The same, and a business is done once, whatever the key. */
    ReferenceServer withUniqueBusinesses() {
        world.uniqueBusinesses = true;
        features.add(Feature.UNIQUE_BUSINESS);
        return this;
    }

    @Override
    public String name() {
        return "reference server";
    }

    @Override
    public List<Origin> nodes() {
        return List.of(new Origin(false, "localhost", tomcat.getConnector().getLocalPort()));
    }

    @Override
    public Set<Protocol> protocols() {
        return EnumSet.allOf(Protocol.class);
    }

    @Override
    public Contract contract() {
        return Contract.builder()
                .otherKeyHeader("X-Idempotency-Key")
                .features(features)
                .build();
    }

    @Override
    public WireRequest request(Operation operation, String business) {
        String thing = "/things/" + business;
        return switch (operation) {
            case CREATE -> post("/things", business);
            case CREATE_ELSEWHERE -> post("/elsewhere", business);
            case CREATE_OPTIONAL -> post("/optional", business);
            case CREATE_WAITING -> post("/waiting", business);
            case CREATE_WAITING_BRIEFLY -> post("/brief", business);
            case CREATE_LEASED -> throw new NotOfferedException("there are no leases");
            case CREATE_FORGETTING -> post("/forgetting", business);
            case FAIL_ONCE_WAITING -> post("/fail-once-waiting", business);
            case DECLINE -> post("/decline", business);
            case VALIDATE -> post("/validate", business);
            case FAIL_BEFORE -> post("/fail-before", business);
            case FAIL_AFTER_EFFECT -> post("/fail-after", business);
            case BIG -> post("/big", business);
            case TOO_BIG -> post("/too-big", business);
            case STREAM -> post("/stream", business);
            case ASYNC -> post("/async", business);
            case SECRET -> post("/secret", business);
            case COOKIE -> post("/cookie", business);
            case UNPROTECTED -> post("/plain", business);
            case ACT_ON -> WireRequest.of("POST", thing + "/act");
            case PATCH -> post(thing, business).withBody(Body.of("{\"name\":\"Bob\"}"));
            case PUT -> json("PUT", thing, "{\"name\":\"Bob\"}");
            case DELETE -> WireRequest.of("DELETE", thing);
            case READ -> WireRequest.of("GET", thing);
        };
    }

    private static WireRequest post(String path, String business) {
        return json(
                path.startsWith("/things/") ? "PATCH" : "POST",
                path,
                "{\"id\":\"" + business + "\",\"name\":\"John\"}");
    }

    private static WireRequest json(String method, String path, String body) {
        return new WireRequest(method, path, List.of(new Header("Content-Type", "application/json")), Body.of(body));
    }

    @Override
    public WireRequest answering(int status, boolean afterEffect, String business) {
        return post("/answers?status=" + status + "&after=" + afterEffect, business);
    }

    @Override
    public WireRequest answeringWith(String field, String value, String business) {
        return post("/headers?name=" + field + "&value=" + URLEncoder.encode(value, StandardCharsets.UTF_8), business);
    }

    @Override
    public WireRequest stateOf(String key) {
        return WireRequest.of("GET", "/keys/" + key);
    }

    @Override
    public WireRequest batch(List<BatchItem> items) {
        List<String> written = new ArrayList<>();
        items.forEach(item -> written.add("{\"key\":\"" + item.key() + "\",\"id\":\"" + item.business() + "\"}"));
        return json("POST", "/batch", "{\"items\":[" + String.join(",", written) + "]}");
    }

    @Override
    public List<ItemResult> items(WireResponse answer) {
        List<ItemResult> results = new ArrayList<>();
        for (JsonNode item : ReferenceJson.STRICT.readTree(answer.body().text())) {
            results.add(new ItemResult(
                    item.path("status").asInt(),
                    item.path("body").asString(""),
                    item.path("replayed").asBoolean()));
        }
        return results;
    }

    @Override
    public WireRequest as(Caller caller, WireRequest request) {
        String token = switch (caller) {
            case ANN -> "acme.ann.1";
            case ANN_RENEWED -> "acme.ann.2";
            case BOB -> "acme.bob.1";
            case STRANGER -> "other.ann.1";
            case NOBODY -> "";
        };
        return token.isEmpty()
                ? request.without("Authorization")
                : request.replacing("Authorization", "Bearer " + token);
    }

    @Override
    public ReferenceWorld control() {
        return world;
    }

    @Override
    public void close() throws IOException {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IOException(e);
        }
    }
}
