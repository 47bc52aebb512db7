package dev.onefold.token;

import dev.onefold.Call;
import dev.onefold.Fingerprint;
import dev.onefold.LeasedOperation;
import dev.onefold.LeasedWork;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.RecordId;
import dev.onefold.Rejection;
import dev.onefold.Scope;
import dev.onefold.TransactionalOperation;
import dev.onefold.Work;
import dev.onefold.store.TransactionalStore;
import dev.onefold.token.TokenStore.NewToken;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Issues one-time tokens, and runs what is submitted with one of them once.
 *
 * <pre>{@code
 * Tokens<Connection> tokens = Tokens.on(JdbcTokenStore.on(dataSource));
 * var checkout = Operation.transactional("checkout", Codec.text()).with(Waiting.atMost(Duration.ofSeconds(5)));
 *
 * Outcome<Token> issued = tokens.issue(checkout, scope);
 * Outcome<String> outcome = tokens.submit(checkout, scope, token, fingerprint, connection -> place(connection));
 * }</pre>
 *
 * A token is bound to the scope and the operation it was issued for. The first submission claims it and does the work;
 * the same one again waits as the operation says and gets the same answer; with other content it is a mismatch. What
 * was not issued, to this scope and for this operation, is rejected as {@code token-not-issued}, and so is what a store
 * has lost: never taken for new. Only a SHA-256 digest of a token is stored.
 *
 * <p>Safe for use by many threads; one instance serves a process, so that duplicates meet in it.
 *
 * @param <C> what transactional work uses to take part in the transaction, such as a JDBC connection
 */
public final class Tokens<C> implements AutoCloseable {

    private static final int BYTES = 18;
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{24}");

    private final TokenStore store;
    private final Onefold<C> engine;
    private final Issuing issuing;
    private final RandomGenerator random;

    private Tokens(TokenStore store, Onefold<C> engine, Issuing issuing, RandomGenerator random) {
        this.store = store;
        this.engine = engine;
        this.issuing = issuing;
        this.random = random;
    }

    /**
     * How tokens are issued.
     *
     * @param lifetime in which a token must be used; 1 second to 7 days, 30 minutes by default
     * @param mostLive how many tokens a scope may have that were neither used nor expired; 1 to 10,000, 100 by default
     */
    public record Issuing(Duration lifetime, int mostLive) {

        public static final Issuing DEFAULT = new Issuing(Duration.ofMinutes(30), 100);

        public Issuing {
            if (lifetime.compareTo(Duration.ofSeconds(1)) < 0 || lifetime.compareTo(Duration.ofDays(7)) > 0) {
                throw new IllegalArgumentException(
                        "issuing.lifetime must be between 1 second and 7 days, not " + lifetime);
            }
            if (mostLive < 1 || mostLive > 10_000) {
                throw new IllegalArgumentException("issuing.mostLive must be between 1 and 10,000, not " + mostLive);
            }
        }
    }

    /** On a store in which claim, effect and answer can commit together. */
    public static <C, S extends TokenStore & TransactionalStore<C>> Tokens<C> on(S store) {
        return on(store, Onefold.builder());
    }

    /** As {@link #on(TokenStore)}, with an engine whose stores this sets and whose other parts the caller did. */
    public static <C, S extends TokenStore & TransactionalStore<C>> Tokens<C> on(S store, Onefold.Builder<C> engine) {
        return of(store, engine.transactional(store));
    }

    /** On a store of its own, apart from the effects: for leased operations only. */
    public static Tokens<Void> leased(TokenStore store) {
        return leased(store, Onefold.builder());
    }

    /** As {@link #leased(TokenStore)}, with an engine whose stores this sets and whose other parts the caller did. */
    public static Tokens<Void> leased(TokenStore store, Onefold.Builder<Void> engine) {
        return of(store, engine);
    }

    private static <C> Tokens<C> of(TokenStore store, Onefold.Builder<C> engine) {
        return new Tokens<>(store, engine.leased(store).build(), Issuing.DEFAULT, new SecureRandom());
    }

    /** These tokens, issued in another way. */
    public Tokens<C> with(Issuing other) {
        return new Tokens<>(store, engine, other, random);
    }

    /** These tokens, drawn from another source, which must be as hard to guess as {@link SecureRandom}. */
    public Tokens<C> with(RandomGenerator other) {
        return new Tokens<>(store, engine, issuing, other);
    }

    /** These tokens, submitted in transactions that {@code view} opens or joins: one that the caller holds, say. */
    public <S extends TokenStore & TransactionalStore<C>> Tokens<C> within(S view) {
        return new Tokens<>(view, engine.within(view), issuing, random);
    }

    /** The engine that runs submissions; {@link #call} makes its calls. For work that decides or ends elsewhere. */
    public Onefold<C> engine() {
        return engine;
    }

    /**
     * Issues a token of 144 random bits: one for every form that is shown, since a second tab is a second request.
     *
     * @return the token, applied; or rejected as {@code too-many-tokens}, forgotten
     * @throws dev.onefold.store.StoreException if the store does not answer: nobody got a token
     */
    public Outcome<Token> issue(Operation<?> operation, Scope scope) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant expiresAt = store.issue(new NewToken(
                engine.storedId(id(operation, scope, value)),
                engine.storedId(RecordId.of(scope, "holder of tokens")),
                issuing.lifetime(),
                issuing.mostLive()));
        return expiresAt == null
                ? new Outcome.Rejected<>(
                        Rejection.of(
                                "too-many-tokens",
                                "You have " + issuing.mostLive() + " tokens that are not used yet. Use one of them, or"
                                        + " ask again when they have expired."),
                        Memory.FORGOTTEN)
                : new Outcome.Applied<>(new Token(value, expiresAt));
    }

    /**
     * Runs the work once, as {@link Onefold#execute(TransactionalOperation, Call, Work)} does for a key. The token is
     * used up by the commit of what the work did or of its no; after anything else, a crash too, it is as it was.
     *
     * @throws X what the work threw, other than a rejection: its effects are undone and the token is free
     * @throws dev.onefold.StoreUnavailableException if the store does not answer: nothing happened
     */
    public <T, X extends Exception> Outcome<T> submit(
            TransactionalOperation<T> operation, Scope scope, String token, Fingerprint content, Work<C, T, X> work)
            throws X {
        return engine.execute(operation, call(operation, scope, token, content), work);
    }

    /**
     * Runs the work under a lease, as {@link Onefold#execute(LeasedOperation, Call, LeasedWork)} does for a key. The
     * token is used up when the answer or the no is saved. After a crash the lease lapses, and the next submission with
     * the same content runs the work again, with a higher fence: an effect that checks its fence happens once.
     *
     * @throws X what the work threw, other than a rejection: the token is free
     * @throws IllegalArgumentException if the operation does not let a lapsed claim be taken over
     * @throws dev.onefold.StoreUnavailableException if the store does not answer: the work was not run
     */
    public <T, X extends Exception> Outcome<T> submit(
            LeasedOperation<T> operation, Scope scope, String token, Fingerprint content, LeasedWork<T, X> work)
            throws X {
        return engine.execute(operation, call(operation, scope, token, content), work);
    }

    /** What a submission is to the {@link #engine}: a call whose key is the token, in its scope, for its operation. */
    public static Call call(Operation<?> operation, Scope scope, String token, Fingerprint content) {
        return new Call(id(operation, scope, token), content);
    }

    /** A text that no token looks like is one that was never issued, whatever it is. */
    private static RecordId id(Operation<?> operation, Scope scope, String token) {
        String known = SHAPE.matcher(token).matches() ? token : "no token";
        return RecordId.of(scope, known + " for " + operation.name());
    }

    /** Stops renewing leases; what is leased now lapses. The store stays open. */
    @Override
    public void close() {
        engine.close();
    }
}
