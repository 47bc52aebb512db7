package dev.onefold.check.toys;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes orders once for each key, as it should: the key is claimed by one atomic insert, in the scope of the caller; other content
 * is refused; who comes while another is at work is told so; errors free the key. Each step can be spoilt on its own.
 */
public class Orders extends ToyServer {

    private static final Pattern BODY =
            Pattern.compile("\\s*\\{.*\"reference\"\\s*:\\s*\"([^\"]*)\".*}\\s*", Pattern.DOTALL);
    private static final Pattern QUANTITY = Pattern.compile("\"quantity\"\\s*:\\s*(\\d+)");
    private static final int LONGEST_SECONDS = 10;

    final List<String> effects = new CopyOnWriteArrayList<>();
    final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, CountDownLatch> seconds = new ConcurrentHashMap<>();
    private final AtomicInteger met = new AtomicInteger();
    private volatile int companyMillis;

    /** What is known of a key; without a reply it is being worked on. */
    static final class Entry {
        final String fingerprint;
        final CountDownLatch done = new CountDownLatch(1);
        volatile Optional<Reply> reply = Optional.empty();

        Entry(String fingerprint) {
            this.fingerprint = fingerprint;
        }

        void complete(Reply with) {
            reply = Optional.of(with);
            done.countDown();
        }
    }

    @Override
    Reply answer(Received request) {
        if (request.method().equals("GET") && request.path().equals("/orders")) {
            return count(request.query().replaceFirst("^ref=", ""));
        }
        if (!request.method().equals("POST") || !served(request.path())) {
            return unserved(request);
        }
        if (!request.whole()) {
            return brokenOff(request);
        }
        Optional<String> key = request.key();
        if (key.isEmpty()) {
            return execute(request);
        }
        return refusal(request).orElseGet(() -> keyed(request, key.get()));
    }

    Reply count(String reference) {
        long total = effects.stream().filter(reference::equals).count();
        return Reply.of(200, "{\"total\":" + total + "}");
    }

    boolean served(String path) {
        return path.equals("/orders");
    }

    Reply unserved(Received request) {
        return Reply.problem(404, "not-found");
    }

    Reply brokenOff(Received request) {
        return Reply.problem(400, "broken-off");
    }

    /** Why a request with a key is refused before the key is looked up. */
    Optional<Reply> refusal(Received request) {
        boolean right =
                request.headers().getOrDefault("idempotency-key", List.of()).size() == 1
                        && request.key().orElse("").matches("[!-+\\--~]{8,255}");
        return right ? Optional.empty() : Optional.of(Reply.problem(400, "key-invalid"));
    }

    String scope(Received request, String key) {
        return request.principal() + "|" + key.replace("\"", "");
    }

    String fingerprint(Received request) {
        return request.path() + "?" + request.query() + canonical(request.content());
    }

    /** Enough for bodies of two members. */
    static String canonical(String content) {
        char[] characters = content.replaceAll("\\s", "").toCharArray();
        Arrays.sort(characters);
        return new String(characters);
    }

    Reply keyed(Received request, String key) {
        String scope = scope(request, key);
        Entry mine = new Entry(fingerprint(request));
        Entry other = claim(scope, mine);
        if (other == null) {
            return own(request, scope, mine);
        }
        return other.fingerprint.equals(mine.fingerprint) ? repeat(request, scope, other) : mismatch(other);
    }

    @Nullable
    Entry claim(String scope, Entry mine) {
        return entries.putIfAbsent(scope, mine);
    }

    private Reply own(Received request, String scope, Entry mine) {
        Reply reply = execute(request);
        if (stored(reply)) {
            mine.complete(forStore(reply));
        } else {
            entries.remove(scope, mine);
            mine.done.countDown();
        }
        return sent(request, scope, reply);
    }

    boolean stored(Reply reply) {
        return reply.status() / 100 == 2;
    }

    Reply forStore(Reply reply) {
        return reply.without("Set-Cookie");
    }

    Reply sent(Received request, String scope, Reply reply) {
        return reply;
    }

    Reply repeat(Received request, String scope, Entry other) {
        return other.reply.map(this::replay).orElseGet(() -> inProgress(request, scope, other));
    }

    Reply replay(Reply stored) {
        return stored.with("Idempotent-Replayed", "true");
    }

    Reply inProgress(Received request, String scope, Entry other) {
        return Reply.problem(409, "in-progress").with("Retry-After", "0");
    }

    Reply mismatch(Entry other) {
        return Reply.problem(422, "key-reused");
    }

    /** The business. */
    Reply execute(Received request) {
        if (request.fail().isPresent()) {
            return Reply.problem(503, "maintenance");
        }
        Matcher body = BODY.matcher(request.content());
        if (!body.matches()) {
            return Reply.problem(400, "body-invalid");
        }
        return effect(request, body.group(1));
    }

    Reply effect(Received request, String reference) {
        effects.add(reference);
        String id = UUID.randomUUID().toString();
        Matcher quantity = QUANTITY.matcher(request.content());
        return Reply.of(
                        201,
                        "{\"id\":\"" + id + "\",\"reference\":\"" + reference + "\",\"quantity\":"
                                + (quantity.find() ? quantity.group(1) : "1") + "}")
                .with("Location", "/orders/" + id)
                .with("ETag", "\"" + id + "\"")
                .with("Set-Cookie", "session=" + id);
    }

    // ---- overlaps that are no luck

    private final ConcurrentHashMap<String, Integer> announcements = new ConcurrentHashMap<>();

    @Override
    void announced(String key, Object connection) {
        announcements.merge(key, 1, Integer::sum);
        if (announcements.getOrDefault(key, 0) > 1) {
            second(key).countDown();
        }
    }

    private CountDownLatch second(String key) {
        return seconds.computeIfAbsent(key, of -> new CountDownLatch(1));
    }

    /**
     * From the third order on, each waits so long for a second request with its key. The first two open a check, and nobody
     * comes twice for them.
     */
    public Orders waitingForCompany(int millis) {
        companyMillis = millis;
        return this;
    }

    /** Waits for a second request with the key; whether there is one. */
    boolean hasCompany(Received request) {
        String key = request.key().orElse("");
        return !key.isEmpty() && await(second(key), met.incrementAndGet() <= 2 ? 0 : companyMillis);
    }

    /** How long somebody who is sure to come is waited for: not at all where overlaps are not forced. */
    int longest() {
        return companyMillis;
    }

    static boolean await(CountDownLatch latch, int millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static boolean await(CountDownLatch latch) {
        return await(latch, (int) TimeUnit.SECONDS.toMillis(LONGEST_SECONDS));
    }
}
