package dev.onefold.conformance;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The business of the reference server. */
final class ReferenceHandlers {

    /** A request whose key is dealt with. */
    record Call(
            String method, String path, Map<String, String> query, JsonNode body, String ifMatch, String ifNoneMatch) {
        String parameter(String name) {
            return query.getOrDefault(name, "");
        }
    }

    private final ReferenceWorld world;

    ReferenceHandlers(ReferenceWorld world) {
        this.world = world;
    }

    ReferenceAnswer handle(Call call) {
        String[] parts = call.path().split("/", -1);
        if (parts.length > 2 && !parts[1].equals("operations")) {
            return resource(call, parts);
        }
        if (parts[1].equals("operations")) {
            return ReferenceAnswer.of(200, "running");
        }
        String business = call.body().path("id").asString("");
        if (business.isEmpty()) {
            return ReferenceAnswer.of(400, "no id");
        }
        int start = world.start(business);
        return switch (parts[1]) {
            case "decline" -> ReferenceAnswer.of(402, "declined " + business);
            case "validate" -> ReferenceAnswer.of(400, "invalid");
            case "fail-before" -> start == 1 ? ReferenceAnswer.of(500, "failed") : created(business);
            case "fail-after", "fail-once-waiting" ->
                start == 1 ? ReferenceAnswer.of(500, "failed").after(business) : created(business);
            case "big" ->
                ReferenceAnswer.of(200, "x".repeat(300_000) + serial()).after(business);
            case "too-big" ->
                ReferenceAnswer.of(200, "x".repeat(600_000) + serial()).after(business);
            case "stream" -> ReferenceAnswer.of(200, "a b c " + serial()).after(business);
            case "async" ->
                ReferenceAnswer.of(202, "")
                        .with("Location", "/operations/" + serial())
                        .after(business);
            case "secret" -> ReferenceAnswer.of(201, "secret of " + business).after(business);
            case "cookie" ->
                ReferenceAnswer.of(200, "baked")
                        .with("Set-Cookie", "s=" + business)
                        .after(business);
            case "answers" -> answer(call, business, start);
            case "headers" ->
                ReferenceAnswer.of(200, "headed")
                        .with(call.parameter("name"), call.parameter("value").replace("{serial}", "" + serial()))
                        .after(business);
            default -> created(business);
        };
    }

    private ReferenceAnswer answer(Call call, String business, int start) {
        int status = Integer.parseInt(call.parameter("status"));
        if (start > 1) {
            return ReferenceAnswer.of(201, "start " + start).after(business);
        }
        ReferenceAnswer answer = ReferenceAnswer.of(status, status == 204 ? "" : "start 1");
        return call.parameter("after").equals("true") ? answer.after(business) : answer;
    }

    private ReferenceAnswer created(String business) {
        if (world.uniqueBusinesses && world.things.containsKey(business) && !world.has(Defect.BUSINESS_TWICE)) {
            return ReferenceAnswer.of(409, "there is one");
        }
        int version = (int) serial();
        world.things.put(business, version);
        return ReferenceAnswer.of(201, "{\"id\":\"" + business + "\",\"serial\":" + version + "}")
                .with("Content-Type", "application/json")
                .with("Location", "/things/" + business)
                .with("ETag", tag(version))
                .after(business);
    }

    private ReferenceAnswer resource(Call call, String[] parts) {
        String business = parts[2];
        Integer version = world.things.get(business);
        if (parts.length > 3) {
            world.start(business);
            return ReferenceAnswer.of(200, "acted " + serial()).after(business);
        }
        if (call.method().equals("PUT")) {
            if (version != null && call.ifNoneMatch().equals("*")) {
                return ReferenceAnswer.of(412, "there is one");
            }
            world.things.put(business, (int) serial());
            return ReferenceAnswer.of(version == null ? 201 : 200, "put");
        }
        if (version == null) {
            return ReferenceAnswer.of(404, "no thing");
        }
        if (!call.ifMatch().isEmpty() && !call.ifMatch().equals(tag(version))) {
            return ReferenceAnswer.of(412, "another version");
        }
        return switch (call.method()) {
            case "GET" -> ReferenceAnswer.of(200, "version " + version).with("ETag", tag(version));
            case "DELETE" -> {
                world.things.remove(business);
                yield ReferenceAnswer.of(204, "");
            }
            default -> {
                int next = (int) serial();
                world.things.put(business, next);
                yield ReferenceAnswer.of(200, "version " + next).with("ETag", tag(next));
            }
        };
    }

    private long serial() {
        return world.serials.incrementAndGet();
    }

    static String tag(int version) {
        return "\"" + version + "\"";
    }
}
