package dev.onefold.check.toys;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Servers that do it right, each in another way. */
public enum Correct {
    /** As the draft says: 422, 409 with Retry-After, a marker, errors free the key. */
    REFUSES_AT_ONCE(Orders::new),

    /** Duplicates wait for the first and get its answer; no marker; 409 for another body, which is compared by its bytes. */
    WAITS(() -> new Orders() {
        @Override
        Reply inProgress(Received request, String scope, Entry other) {
            await(other.done);
            return other.reply.map(this::replay).orElseGet(() -> Reply.problem(409, "come-again"));
        }

        @Override
        Reply replay(Reply stored) {
            return stored;
        }

        @Override
        String fingerprint(Received request) {
            return request.path() + "?" + request.query() + request.content();
        }

        @Override
        Reply mismatch(Entry other) {
            return Reply.problem(409, "idempotency-conflict");
        }
    }),

    /** Keys are Structured Field Strings or nothing; the path is a part of the scope; 425 for who comes too early. */
    STRICT(() -> new Orders() {
        @Override
        boolean served(String path) {
            return path.startsWith("/orders");
        }

        @Override
        Optional<Reply> refusal(Received request) {
            boolean quoted =
                    request.headers().getOrDefault("idempotency-key", List.of()).size() == 1
                            && request.key().orElse("").matches("\"[!-+\\--~&&[^\"]]{16,64}\"");
            return quoted ? Optional.empty() : Optional.of(Reply.problem(400, "not-a-string"));
        }

        @Override
        String scope(Received request, String key) {
            return super.scope(request, key) + request.path();
        }

        @Override
        Reply inProgress(Received request, String scope, Entry other) {
            return Reply.problem(425, "too-early");
        }
    }),

    /** Any text is a key; 400 for another body; refusals are remembered, and packed bodies refused. */
    LENIENT(() -> new Orders() {
        @Override
        Optional<Reply> refusal(Received request) {
            return request.headers().containsKey("content-encoding")
                    ? Optional.of(Reply.problem(415, "not-packed"))
                    : Optional.empty();
        }

        @Override
        Reply answer(Received request) {
            boolean empty = request.key().orElse("-").isBlank();
            return empty && request.whole() ? execute(request) : super.answer(request);
        }

        @Override
        String scope(Received request, String key) {
            return request.principal() + request.headers().get("idempotency-key");
        }

        @Override
        boolean stored(Reply reply) {
            return reply.status() < 500;
        }

        @Override
        Reply mismatch(Entry other) {
            return Reply.problem(400, "idempotency_error");
        }
    });

    // a factory has no state
    @SuppressWarnings("ImmutableEnumChecker")
    private final Supplier<Orders> server;

    Correct(Supplier<Orders> server) {
        this.server = server;
    }

    /** Starts it. */
    public Orders start() {
        return server.get();
    }
}
