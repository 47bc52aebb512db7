package dev.onefold.check.toys;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Servers with one defect each, as they are found in released libraries. */
public enum Broken {
    /** The key alone says what was done, whoever sends it. */
    UNSCOPED_KEY(() -> new Orders() {
        @Override
        String scope(Received request, String key) {
            return key;
        }
    }),

    /** The answer of asynchronous work is stored before the work has ended. */
    EMPTY_ASYNC_BODY(() -> new Orders() {
        @Override
        Reply forStore(Reply reply) {
            return super.forStore(reply).withBody("");
        }
    }),

    /** Whoever has waited too long deletes the claim of the one at work. */
    DELETED_LIVE_CLAIM(() -> new Orders() {
        private final ConcurrentHashMap<String, CountDownLatch> secondRun = new ConcurrentHashMap<>();
        private final ConcurrentHashMap<String, AtomicInteger> runs = new ConcurrentHashMap<>();

        @Override
        Reply inProgress(Received request, String scope, Entry other) {
            entries.remove(scope, other);
            return super.inProgress(request, scope, other);
        }

        @Override
        Reply effect(Received request, String reference) {
            String key = request.key().orElse("");
            int run = runs.computeIfAbsent(key, of -> new AtomicInteger()).incrementAndGet();
            CountDownLatch second = secondRun.computeIfAbsent(key, of -> new CountDownLatch(1));
            if (run > 1) {
                second.countDown();
            } else if (hasCompany(request)) {
                // a slow operation: the impatient are back before it ends
                await(second, longest());
            }
            return super.effect(request, reference);
        }
    }),

    /** An error is stored like an answer. */
    FROZEN_503(() -> new Orders() {
        @Override
        boolean stored(Reply reply) {
            return super.stored(reply) || reply.status() >= 500;
        }
    }),

    /** All headers are stored. */
    COOKIE_REPLAYED(() -> new Orders() {
        @Override
        Reply forStore(Reply reply) {
            return reply;
        }
    }),

    /** A filter before the router knows key and body, and no path. */
    PATH_IGNORED(() -> new Orders() {
        @Override
        String fingerprint(Received request) {
            return canonical(request.content());
        }

        @Override
        Reply unserved(Received request) {
            return request.key().isPresent() ? keyed(request, request.key().get()) : super.unserved(request);
        }

        @Override
        Reply execute(Received request) {
            return served(request.path()) ? super.execute(request) : super.unserved(request);
        }
    }),

    /** The fingerprint has read the body, and the handler finds none. */
    BODY_DRAINED(() -> new Orders() {
        @Override
        Reply execute(Received request) {
            return request.key().isPresent() ? Reply.problem(400, "body-missing") : super.execute(request);
        }

        @Override
        boolean stored(Reply reply) {
            return true;
        }
    }),

    /** Looks, and then acts. */
    CHECK_THEN_ACT(() -> new Orders() {
        private final ConcurrentHashMap<String, CyclicBarrier> met = new ConcurrentHashMap<>();

        @Override
        @Nullable
        Entry claim(String scope, Entry mine) {
            Entry found = entries.get(scope);
            if (found == null) {
                entries.put(scope, mine);
            }
            return found;
        }

        @Override
        Reply keyed(Received request, String key) {
            if (entries.get(scope(request, key)) == null && hasCompany(request)) {
                // two have looked and found nothing
                Overlap.meet(met.computeIfAbsent(key, of -> new CyclicBarrier(2)));
                return execute(request);
            }
            return super.keyed(request, key);
        }
    }),

    /** Answers first and commits afterwards. */
    REPLY_BEFORE_COMMIT(() -> new Orders() {
        private final List<String> uncommitted = new CopyOnWriteArrayList<>();

        @Override
        Reply effect(Received request, String reference) {
            Reply reply = super.effect(request, reference);
            effects.remove(reference);
            uncommitted.add(reference);
            return reply;
        }

        @Override
        Reply count(String reference) {
            Reply before = super.count(reference);
            effects.addAll(uncommitted);
            uncommitted.clear();
            return before;
        }
    }),

    /** The effect happened, saving the answer failed, and the key is freed as if the handler had failed. */
    KEY_FREED_AFTER_FAILED_SAVE(() -> new Orders() {
        @Override
        Reply execute(Received request) {
            if (request.fail().isEmpty()) {
                return super.execute(request);
            }
            effect(request, request.content().replaceFirst("(?s).*\"reference\"\\s*:\\s*\"([^\"]*)\".*", "$1"));
            return Reply.problem(500, "cannot-save");
        }
    }),

    /** A caller who is gone is an error, and an error frees the key. */
    KEY_FREED_WHEN_CALLER_GONE(() -> new Orders() {
        @Override
        Reply sent(Received request, String scope, Reply reply) {
            if (request.callerGone().getAsBoolean()) {
                entries.remove(scope);
            }
            return reply;
        }
    }),

    /** The claim is made before the body is there, and nobody ends it. */
    STUCK_AFTER_BROKEN_BODY(() -> new Orders() {
        private final ConcurrentHashMap<String, Object> owners = new ConcurrentHashMap<>();

        @Override
        void announced(String key, Object connection) {
            owners.putIfAbsent(key, connection);
            super.announced(key, connection);
        }

        @Override
        Reply keyed(Received request, String key) {
            boolean foreign = owners.get(key) != request.connection();
            if (foreign && !entries.containsKey(scope(request, key))) {
                return Reply.problem(409, "in-progress");
            }
            Reply reply = super.keyed(request, key);
            owners.remove(key, request.connection());
            return reply;
        }
    }),

    /** Who comes while another is at work is told 200, and nothing. */
    NULL_IN_FLIGHT(() -> new Orders() {
        @Override
        Reply effect(Received request, String reference) {
            return hasCompany(request) ? late(request, reference) : super.effect(request, reference);
        }

        private final ConcurrentHashMap<String, CountDownLatch> told = new ConcurrentHashMap<>();

        private Reply late(Received request, String reference) {
            await(told.computeIfAbsent(request.key().orElse(""), of -> new CountDownLatch(1)), longest());
            return super.effect(request, reference);
        }

        @Override
        Reply inProgress(Received request, String scope, Entry other) {
            told.computeIfAbsent(request.key().orElse(""), of -> new CountDownLatch(1))
                    .countDown();
            return Reply.of(200, "");
        }
    }),

    /** The loser of the race for the unique index sees the database's exception. */
    LOST_RACE_IS_500(() -> new Orders() {
        private final ConcurrentHashMap<String, CountDownLatch> told = new ConcurrentHashMap<>();

        @Override
        Reply effect(Received request, String reference) {
            if (hasCompany(request)) {
                await(told.computeIfAbsent(request.key().orElse(""), of -> new CountDownLatch(1)), longest());
            }
            return super.effect(request, reference);
        }

        @Override
        Reply inProgress(Received request, String scope, Entry other) {
            told.computeIfAbsent(request.key().orElse(""), of -> new CountDownLatch(1))
                    .countDown();
            return Reply.problem(500, "duplicate-key-value");
        }
    }),

    /** The body is a part of the key. */
    BODY_IN_KEY(() -> new Orders() {
        @Override
        String scope(Received request, String key) {
            return super.scope(request, key) + request.content();
        }
    }),

    /** Nobody compares bodies. */
    BODY_IGNORED(() -> new Orders() {
        @Override
        String fingerprint(Received request) {
            return request.path();
        }
    }),

    /** The column has 255 characters, and the rest is cut off. */
    TRUNCATED_KEY(() -> new Orders() {
        @Override
        Optional<Reply> refusal(Received request) {
            return request.key().orElse("").length() > 255 ? Optional.empty() : super.refusal(request);
        }

        @Override
        String scope(Received request, String key) {
            return super.scope(request, key.substring(0, Math.min(255, key.length())));
        }

        @Override
        String fingerprint(Received request) {
            return request.key().orElse("").length() > 255 ? "" : super.fingerprint(request);
        }
    }),

    /** Status and body are stored, and no header. */
    LOCATION_LOST(() -> new Orders() {
        @Override
        Reply forStore(Reply reply) {
            return Reply.of(reply.status(), reply.body());
        }
    }),

    /** What is replayed is always 200. */
    STATUS_LOST(() -> new Orders() {
        @Override
        Reply forStore(Reply reply) {
            return super.forStore(reply).withStatus(200);
        }
    }),

    /** The key alone says what was done, and what is replayed is always 200. */
    UNSCOPED_KEY_AND_STATUS_LOST(() -> new Orders() {
        @Override
        String scope(Received request, String key) {
            return key;
        }

        @Override
        Reply replay(Reply stored) {
            return stored.withStatus(200);
        }
    }),

    /** The empty text is a key like any other. */
    EMPTY_KEY_SHARED(() -> new Orders() {
        @Override
        Optional<Reply> refusal(Received request) {
            return request.key().orElse("").isEmpty() ? Optional.empty() : super.refusal(request);
        }

        @Override
        String fingerprint(Received request) {
            return request.key().orElse("").isEmpty() ? "" : super.fingerprint(request);
        }
    }),

    /** A key that cannot be read is no key, and the request runs without. */
    UNREADABLE_KEY_IGNORED(() -> new Orders() {
        @Override
        Reply answer(Received request) {
            boolean unreadable =
                    request.key().isPresent() && super.refusal(request).isPresent();
            return unreadable && request.whole() && request.method().equals("POST")
                    ? execute(request)
                    : super.answer(request);
        }
    }),

    /** The refusal of a broken body is stored, and bodies are not compared. */
    REFUSAL_FROZEN(() -> new Orders() {
        @Override
        boolean stored(Reply reply) {
            return reply.status() < 500;
        }

        @Override
        Reply mismatch(Entry other) {
            boolean refusal = other.reply.filter(reply -> reply.status() == 400).isPresent();
            return refusal ? other.reply.orElseThrow() : super.mismatch(other);
        }
    }),

    /** Nobody looks at keys. */
    KEYS_IGNORED(() -> new Orders() {
        @Override
        Reply answer(Received request) {
            return request.method().equals("POST") && served(request.path()) && request.whole()
                    ? execute(request)
                    : super.answer(request);
        }
    }),

    /** The fingerprint has no query. */
    QUERY_IGNORED(() -> new Orders() {
        @Override
        String fingerprint(Received request) {
            return request.path() + canonical(request.content());
        }
    }),

    /** What the same body has done is not done again, whoever asks. */
    SAME_BODY_REFUSED(() -> new Orders() {
        private final List<String> bodies = new CopyOnWriteArrayList<>();

        @Override
        Reply effect(Received request, String reference) {
            if (bodies.contains(request.content())) {
                return Reply.problem(409, "fingerprint-conflict");
            }
            bodies.add(request.content());
            return super.effect(request, reference);
        }
    }),

    /** Whatever differs makes another request, and be it the trace. */
    TRACE_IN_FINGERPRINT(() -> new Orders() {
        @Override
        String fingerprint(Received request) {
            return super.fingerprint(request) + request.header("traceparent").orElse("");
        }
    }),

    /** Everything is marked as a replay. */
    MARKED_ALWAYS(() -> new Orders() {
        @Override
        Reply sent(Received request, String scope, Reply reply) {
            return replay(reply);
        }
    });

    // a factory has no state
    @SuppressWarnings("ImmutableEnumChecker")
    private final Supplier<Orders> server;

    Broken(Supplier<Orders> server) {
        this.server = server;
    }

    /** Starts it. */
    public Orders start() {
        return server.get();
    }
}
