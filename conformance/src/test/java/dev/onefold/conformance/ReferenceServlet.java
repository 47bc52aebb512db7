package dev.onefold.conformance;

import dev.onefold.conformance.ReferenceWorld.Entry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The reference server's order of processing: who, key, body, claim or load, work, commit, answer. */
final class ReferenceServlet extends HttpServlet {

    private static final long serialVersionUID = 1;
    private static final int LARGEST_BODY = 1 << 20;
    private static final int LARGEST_STORED = 400_000;
    private static final long MOST_SKEW_MILLIS = 300_000;
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Set<Integer> RELEASED = Set.of(400, 401, 403, 408, 412, 413, 415, 421, 425, 428, 429, 431);
    private static final Set<String> REPLAYED = Set.of(
            "content-type",
            "content-language",
            "content-location",
            "location",
            "etag",
            "last-modified",
            "link",
            "preference-applied",
            "deprecation",
            "sunset");
    private static final Contract CONTRACT = Contract.standard();

    private final transient ReferenceWorld world;
    private final transient ReferenceHandlers handlers;

    ReferenceServlet(ReferenceWorld world) {
        this.world = world;
        this.handlers = new ReferenceHandlers(world);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            send(answer(request), request, response);
        } catch (ProblemException problem) {
            send(problem.answer, request, response);
        }
    }

    private ReferenceAnswer answer(HttpServletRequest request) throws IOException {
        if (request.getMethod().equals("OPTIONS")) {
            return ReferenceAnswer.of(204, "").with("Access-Control-Allow-Headers", "idempotency-key");
        }
        String token = Optional.ofNullable(request.getHeader("Authorization"))
                .orElse("Bearer ..")
                .substring(7);
        String scope = world.has(Defect.UNSCOPED_KEY)
                ? ""
                : world.has(Defect.TOKEN_IS_THE_SCOPE) ? token : token.substring(0, token.lastIndexOf('.'));
        boolean letIn = !token.equals("..")
                && world.refused.stream().noneMatch(user -> token.contains(user.toLowerCase(Locale.ROOT)));
        if (!letIn && !world.has(Defect.REPLAY_BEFORE_AUTHENTICATION)) {
            return problem(CONTRACT.noScope(), false, false);
        }
        if (request.getRequestURI().startsWith("/keys/")) {
            return stateOf(hmac((world.has(Defect.LOOK_UP_BY_ANYBODY) ? "acme.ann" : scope)
                    + request.getRequestURI().substring("/keys/".length())));
        }
        Optional<String> key = key(request);
        String body = body(request);
        if (key.isEmpty()) {
            return letIn ? commit(run(request, parsed(request, body))) : problem(CONTRACT.noScope(), false, false);
        }
        if (request.getRequestURI().equals("/batch")) {
            return once(request, hmac(scope + key.get()), body, () -> batch(request, scope, body));
        }
        boolean mayRun = letIn;
        return once(
                request,
                hmac((token.equals("..") ? "acme.ann" : scope) + key.get()),
                body,
                () -> mayRun ? run(request, parsed(request, body)) : problem(CONTRACT.noScope(), false, false));
    }

    private ReferenceAnswer stateOf(String identity) {
        Entry entry = world.entries.get(identity);
        return entry == null
                ? ReferenceAnswer.of(404, "unheard of")
                : ReferenceAnswer.of(200, entry.answer == null ? "in_progress" : "completed");
    }

    private interface Work {
        ReferenceAnswer run() throws IOException;
    }

    private Optional<String> key(HttpServletRequest request) {
        boolean reads = Set.of("GET", "HEAD", "PUT", "DELETE").contains(request.getMethod());
        List<String> lines = Collections.list(request.getHeaders("Idempotency-Key"));
        for (String other : Collections.list(request.getHeaders("X-Idempotency-Key"))) {
            if (lines.isEmpty() || (!lines.contains(other) && !world.has(Defect.SECOND_NAME_IGNORED))) {
                lines.add(other);
            }
        }
        String path = request.getRequestURI();
        if (path.equals("/plain") || (reads && !world.has(Defect.GET_HONOURS_KEYS))) {
            return Optional.empty();
        }
        boolean optional = Set.of("/optional", "/batch").contains(path) || reads;
        if (lines.isEmpty()
                || (world.has(Defect.EMPTY_KEY_IS_MISSING) && lines.get(0).isBlank())) {
            if (optional || world.has(Defect.MISSING_KEY_EXECUTES)) {
                return Optional.empty();
            }
            throw new ProblemException(problem(CONTRACT.missing(), false, true));
        }
        String key = ReferenceKeys.read(lines, world.defects)
                .orElseThrow(() -> new ProblemException(problem(CONTRACT.invalid(), false, true)));
        checkAge(key);
        return Optional.of(key);
    }

    /** The time in a UUID of version 7 only refuses: what is remembered is the records' affair. */
    private void checkAge(String key) {
        if (world.has(Defect.OLD_KEYS_RUN)
                || !key.matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")) {
            return;
        }
        long age = world.now() - (UUID.fromString(key).getMostSignificantBits() >>> 16);
        if (age > CONTRACT.knownFor().toMillis()) {
            throw new ProblemException(problem(CONTRACT.keyExpired(), false, false));
        }
        if (age < -MOST_SKEW_MILLIS) {
            throw new ProblemException(problem(CONTRACT.invalid(), false, true));
        }
    }

    private static String body(HttpServletRequest request) throws IOException {
        InputStream in = request.getInputStream();
        if ("gzip".equals(request.getHeader("Content-Encoding"))) {
            in = new GZIPInputStream(new ByteArrayInputStream(in.readAllBytes()));
        }
        byte[] bytes = in.readNBytes(LARGEST_BODY + 1);
        if (bytes.length < request.getContentLengthLong()
                && request.getHeader("Content-Encoding") == null
                && bytes.length <= LARGEST_BODY) {
            throw new ProblemException(ReferenceAnswer.of(400, "cut short"));
        }
        if (bytes.length > LARGEST_BODY) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            throw new ProblemException(ReferenceAnswer.of(413, "too large"));
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** One effect and one answer for the identity. */
    private ReferenceAnswer once(HttpServletRequest request, String identity, String body, Work work)
            throws IOException {
        if (!world.storeThere || world.dies(KillPoint.BEFORE_CLAIM)) {
            return world.has(Defect.FAIL_OPEN) && !world.storeThere
                    ? commit(work.run())
                    : problem(CONTRACT.storeDown(), true, false).with("Retry-After", "1");
        }
        if (world.has(Defect.PRECONDITION_FIRST) && request.getHeader("If-Match") != null) {
            Integer version = world.things.get(request.getRequestURI().substring("/things/".length()));
            if (version != null && !ReferenceHandlers.tag(version).equals(request.getHeader("If-Match"))) {
                return ReferenceAnswer.of(412, "another version");
            }
        }
        if (!digestHolds(request, body)) {
            return ReferenceAnswer.of(400, "another body than promised");
        }
        String fingerprint = fingerprint(request, body);
        while (true) {
            Entry mine = new Entry(fingerprint);
            Entry found = claim(identity, mine);
            if (found == null) {
                return execute(request, identity, mine, work);
            }
            if (!found.fingerprint.equals(fingerprint)) {
                return problem(CONTRACT.mismatch(), false, true);
            }
            ReferenceAnswer told = told(request, identity, found, work);
            if (told != null) {
                return told;
            }
        }
    }

    private boolean digestHolds(HttpServletRequest request, String body) {
        String promised = request.getHeader("Content-Digest");
        String real =
                "sha-256=:" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256(body))) + ":";
        return promised == null || promised.equals(real) || world.has(Defect.DIGEST_UNCHECKED);
    }

    private @Nullable Entry claim(String identity, Entry mine) {
        Entry found = world.entries.get(identity);
        // the answer is written after its time, so it is read before
        if (found != null
                && found.answer != null
                && world.now() - found.endedAtMillis > CONTRACT.knownFor().toMillis()) {
            world.entries.remove(identity, found);
            found = null;
        }
        if (found != null || !world.has(Defect.CHECK_THEN_ACT)) {
            return found != null ? found : world.entries.putIfAbsent(identity, mine);
        }
        world.meet();
        world.entries.put(identity, mine);
        return null;
    }

    /** What a duplicate is told; null if it should try to claim again. */
    private @Nullable ReferenceAnswer told(HttpServletRequest request, String identity, Entry found, Work work)
            throws IOException {
        String path = request.getRequestURI();
        boolean mayWait = !"wait=0".equals(request.getHeader("Prefer")) || world.has(Defect.PREFERENCE_IGNORED);
        if (found.answer == null && path.contains("waiting") && mayWait && !world.has(Defect.NOBODY_WAITS)) {
            await(found, 5_000);
        } else if (found.answer == null && path.equals("/brief")) {
            await(found, 50);
        }
        ReferenceAnswer answer = found.answer;
        if (answer == null) {
            if (world.entries.get(identity) != found) {
                return null;
            }
            ReferenceAnswer busy = problem(CONTRACT.inProgress(), true, false);
            return world.has(Defect.NO_RETRY_AFTER) ? busy : busy.with("Retry-After", "1");
        }
        if (world.now() - found.endedAtMillis > CONTRACT.answerFor().toMillis()
                || (world.has(Defect.FORGETS_EARLY) && world.now() - found.endedAtMillis > 60_000)) {
            if (world.has(Defect.RUNS_AGAIN_AFTER_THE_ANSWER) || world.has(Defect.FORGETS_EARLY)) {
                world.entries.remove(identity, found);
                return null;
            }
            return problem(CONTRACT.expired(), false, false);
        }
        if (!found.answerStored) {
            if (world.has(Defect.BIG_ANSWER_RUNS_AGAIN)) {
                world.entries.remove(identity, found);
                return null;
            }
            return problem(CONTRACT.unavailable(), false, false);
        }
        return replay(answer, work);
    }

    private static void await(Entry found, long millis) {
        try {
            if (!found.ended.await(millis, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ReferenceAnswer replay(ReferenceAnswer answer, Work work) throws IOException {
        world.replays.incrementAndGet();
        if (world.has(Defect.REPLAY_RUNS_HANDLER) || world.has(Defect.NEW_OPERATION_EACH_TIME)) {
            ReferenceAnswer anew = work.run();
            if (world.has(Defect.NEW_OPERATION_EACH_TIME)) {
                return anew.with("Idempotent-Replayed", "true");
            }
        }
        ReferenceAnswer replay = ReferenceAnswer.of(
                world.has(Defect.ALWAYS_200) ? 200 : answer.status(),
                world.has(Defect.BODY_WRITTEN_ANEW) ? answer.body() + " " : answer.body());
        if (world.has(Defect.CURRENT_STATE) && answer.body().contains("serial")) {
            replay = replay.withBody("current " + world.things);
        }
        for (Map.Entry<String, String> field : answer.fields()) {
            boolean kept = REPLAYED.contains(field.getKey().toLowerCase(Locale.ROOT))
                    && !(world.has(Defect.LOCATION_LOST) && field.getKey().equals("Location"));
            if (kept
                    || world.has(Defect.ALL_HEADERS_REPLAYED)
                    || (world.has(Defect.ORIGIN_OF_THE_FIRST) && field.getKey().startsWith("Access-Control"))) {
                replay = replay.with(field.getKey(), field.getValue());
            }
        }
        return world.has(Defect.NO_MARK) ? replay : replay.with("Idempotent-Replayed", "true");
    }

    private ReferenceAnswer execute(HttpServletRequest request, String identity, Entry mine, Work work)
            throws IOException {
        ReferenceAnswer answer = null;
        boolean kept = false;
        try {
            if (world.dies(KillPoint.AFTER_CLAIM)) {
                return died();
            }
            answer = work.run();
            if (world.dies(KillPoint.IN_EFFECT)) {
                return died();
            }
            if (world.dies(KillPoint.BEFORE_COMMIT)) {
                if (world.has(Defect.EFFECT_BEFORE_RECORD)) {
                    answer.effects().forEach(world::happen);
                }
                return died();
            }
            kept = isStored(answer) && !gone(request);
            if (!kept) {
                return world.has(Defect.EFFECT_SURVIVES_FAILURE) ? commit(answer) : answer;
            }
            ReferenceAnswer stored = world.has(Defect.ORIGIN_OF_THE_FIRST) && request.getHeader("Origin") != null
                    ? answer.with("Access-Control-Allow-Origin", request.getHeader("Origin"))
                    : answer;
            commit(answer);
            mine.endedAtMillis = world.now();
            mine.answerStored = answer.body().length() <= LARGEST_STORED
                    && (!request.getRequestURI().equals("/secret") || world.has(Defect.SECRET_STORED));
            mine.answer = stored;
            ReferenceAnswer told =
                    world.has(Defect.EXPIRY_UNTOLD) ? answer : answer.with("Idempotency-Expires", "86400");
            return world.dies(KillPoint.AFTER_COMMIT) ? died() : told;
        } finally {
            if (!kept) {
                world.entries.remove(identity, mine);
            }
            mine.ended.countDown();
        }
    }

    /** A server that ties the work to the connection of whoever asked. */
    private boolean gone(HttpServletRequest request) {
        return world.has(Defect.DISCONNECT_FORGETS) && request.getRequestURI().equals("/things");
    }

    private ReferenceAnswer died() {
        return ReferenceAnswer.of(503, "died").with("Retry-After", "1");
    }

    private boolean isStored(ReferenceAnswer answer) {
        if (answer.status() >= 500) {
            return world.has(Defect.FAILURE_FROZEN);
        }
        if (answer.status() == 402) {
            return !world.has(Defect.NO_IS_FORGOTTEN);
        }
        return !RELEASED.contains(answer.status()) || (answer.status() == 400 && world.has(Defect.BAD_REQUEST_FROZEN));
    }

    private ReferenceAnswer commit(ReferenceAnswer answer) {
        answer.effects().forEach(world::happen);
        return answer.withoutEffects();
    }

    private ReferenceAnswer run(HttpServletRequest request, @Nullable JsonNode body) {
        if (request.getRequestURI().equals("/batch") || body == null) {
            return body == null ? ReferenceAnswer.of(400, "no JSON") : batchUnkeyed(request, body);
        }
        Map<String, String> query = new TreeMap<>();
        request.getParameterMap().forEach((name, values) -> query.put(name, values[0]));
        return handlers.handle(new ReferenceHandlers.Call(
                request.getMethod(),
                request.getRequestURI(),
                query,
                body,
                Optional.ofNullable(request.getHeader("If-Match")).orElse(""),
                Optional.ofNullable(request.getHeader("If-None-Match")).orElse("")));
    }

    private ReferenceAnswer batchUnkeyed(HttpServletRequest request, JsonNode body) {
        String token = request.getHeader("Authorization").substring(7);
        try {
            return batch(request, token.substring(0, token.lastIndexOf('.')), body.toString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private ReferenceAnswer batch(HttpServletRequest request, String scope, String body) throws IOException {
        List<ObjectNode> results = new ArrayList<>();
        JsonNode items = ReferenceJson.STRICT.readTree(body).path("items");
        for (JsonNode item : items) {
            String key = item.path("key").asString("");
            String identity = world.has(Defect.BATCH_IS_ONE_REQUEST) ? hmac(scope + items) : hmac(scope + key);
            ReferenceAnswer told = key.isEmpty()
                    ? problem(CONTRACT.missing(), false, true)
                    : once(
                            request,
                            identity,
                            item.toString(),
                            () -> handlers.handle(
                                    new ReferenceHandlers.Call("POST", "/things", Map.of(), item, "", "")));
            ObjectNode result = JsonNodeFactory.instance.objectNode();
            result.put("status", told.status());
            result.put("body", told.body());
            result.put(
                    "replayed",
                    told.fields().stream().anyMatch(field -> field.getKey().equals("Idempotent-Replayed")));
            results.add(result);
        }
        return ReferenceAnswer.of(200, results.toString()).with("Content-Type", "application/json");
    }

    private static @Nullable JsonNode parsed(HttpServletRequest request, String body) {
        if (FORM.equals(request.getContentType())) {
            ObjectNode members = JsonNodeFactory.instance.objectNode();
            for (String pair : body.split("&", -1)) {
                members.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
            }
            return members;
        }
        try {
            return body.isEmpty() ? JsonNodeFactory.instance.objectNode() : ReferenceJson.STRICT.readTree(body);
        } catch (JacksonException notJson) {
            return null;
        }
    }

    private String fingerprint(HttpServletRequest request, String body) {
        String type = Optional.ofNullable(request.getContentType()).orElse("").split(";", -1)[0];
        StringBuilder asked = new StringBuilder(request.getMethod());
        asked.append(world.has(Defect.PATH_IGNORED) ? "" : request.getRequestURI());
        asked.append(world.has(Defect.QUERY_IGNORED) ? "" : query(request))
                .append('\n')
                .append(type)
                .append('\n');
        if (world.has(Defect.USER_AGENT_COUNTS)) {
            asked.append(request.getHeader("User-Agent"));
        }
        if (!world.has(Defect.BODY_IGNORED)) {
            asked.append(type.equals(FORM) ? formMeaning(body) : meaning(body));
        }
        return world.has(Defect.PLAIN_DIGEST_STORED) ? sha256(body) : hmac(asked.toString());
    }

    private String formMeaning(String body) {
        return world.has(Defect.FORM_ORDER_COUNTS) ? body : sorted(body);
    }

    private String meaning(String body) {
        if (body.isEmpty()) {
            return world.has(Defect.EMPTY_IS_NO_BODY) ? "{}" : "";
        }
        if (world.has(Defect.RAW_BYTES)) {
            return body;
        }
        try {
            if (body.startsWith("\ufeff")) {
                throw new ProblemException(problem(CONTRACT.bodyInvalid(), false, true));
            }
            return ReferenceJson.canonical(ReferenceJson.STRICT.readTree(body), world.defects);
        } catch (JacksonException ambiguous) {
            if (String.valueOf(ambiguous.getMessage()).contains("uplicate")) {
                throw new ProblemException(problem(CONTRACT.bodyInvalid(), false, true));
            }
            return "unreadable" + body;
        }
    }

    private static String query(HttpServletRequest request) {
        return sorted(Optional.ofNullable(request.getQueryString()).orElse(""));
    }

    /** Pairs by name; those of one name stay in their order. */
    private static String sorted(String pairs) {
        Map<String, List<String>> sorted = new TreeMap<>();
        for (String pair : pairs.split("&", -1)) {
            String decoded = URLDecoder.decode(pair, StandardCharsets.UTF_8);
            sorted.computeIfAbsent(decoded.split("=", -1)[0], any -> new ArrayList<>())
                    .add(decoded);
        }
        return sorted.toString();
    }

    private static String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("only for tests".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private ReferenceAnswer problem(Expected expected, boolean retryable, boolean safeNewKey) {
        ReferenceAnswer problem = ReferenceAnswer.problem(expected, retryable, safeNewKey);
        return world.has(Defect.CACHEABLE_REFUSALS) ? problem.with("Cache-Control", "public") : problem;
    }

    private void send(ReferenceAnswer answer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setStatus(answer.status());
        answer.fields().forEach(field -> response.setHeader(field.getKey(), field.getValue()));
        String origin = request.getHeader("Origin");
        if (origin != null) {
            if (!response.containsHeader("Access-Control-Allow-Origin")) {
                response.setHeader("Access-Control-Allow-Origin", origin);
            }
            response.setHeader("Access-Control-Expose-Headers", "Idempotent-Replayed, Idempotency-Key, Location, ETag");
            response.addHeader("Vary", "Origin");
        }
        String key = request.getHeader("Idempotency-Key");
        if (key != null && !answer.body().contains("key-invalid")) {
            response.setHeader("Idempotency-Key", key);
        }
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        if (answer.status() != 204) {
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
        }
    }

    /** Ends the processing of a request. */
    private static final class ProblemException extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient ReferenceAnswer answer;

        ProblemException(ReferenceAnswer answer) {
            this.answer = answer;
        }
    }
}
