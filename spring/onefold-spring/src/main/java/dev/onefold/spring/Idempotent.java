package dev.onefold.spring;

import dev.onefold.Operation.Doubt;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method safe to call twice: one effect, one answer.
 *
 * <p><b>On a handler</b> of a {@code @RestController} the key is the request's {@code Idempotency-Key}, its scope the
 * caller, its fingerprint method, path, query, media type and body. A repeat gets the first response, byte for byte,
 * with {@code Idempotent-Replayed: true}. A handler that returns its body runs in a transaction in which the record
 * commits too; one that returns a {@code Callable}, {@code DeferredResult} or {@code CompletableFuture} runs under a
 * lease and is recorded when it finishes.
 *
 * <p><b>On a service method</b> of another bean {@link #key} and {@link #scope} are expressions over its arguments.
 *
 * <p>What cannot be kept is refused when the application starts: streams, views, safe methods, final methods, calls from
 * the same class, secured handlers without a {@link #replayGuard}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {

    /** How effect and record are kept together. */
    enum Mode {
        /** Transactional, or leased if the method is asynchronous. */
        AUTO,
        /** In one transaction. */
        TRANSACTIONAL,
        /** Under a lease, for effects elsewhere than in the records' database. */
        LEASED
    }

    /**
     * The operation's name, 1 to 100 characters; keys are bound to it, so it outlives renamed classes. By default the
     * method and path of the mapping, or class and method of a service.
     */
    String name() default "";

    Mode mode() default Mode.AUTO;

    /** Whether a request without a key is refused. If not, it runs unprotected. For handlers only. */
    boolean required() default true;

    /**
     * The contract that the callers know: {@code ietf}, {@code stripe}, {@code acp}, {@code ucp}, {@code oasis}, {@code
     * paypal}, or the name of an {@code HttpContract} bean; by default {@code onefold.http.profile}. For handlers only.
     */
    String profile() default "";

    /** What is otherwise than in the profile. For handlers only. */
    IdempotentHttp http() default @IdempotentHttp;

    /** Says what a repeat is told where the contract replays the current state: a bean of this type must exist. */
    Class<? extends CurrentState> currentState() default CurrentState.class;

    /** The key, as an expression over the arguments such as {@code #command.orderId}. For service methods only. */
    String key() default "";

    /** Whose key it is, as an expression over the arguments such as {@code #command.customer}. For service methods only. */
    String scope() default "";

    /** How long a repeat gets the answer, such as {@code 24h}; by default {@code onefold.retention.answer}. */
    String answerFor() default "";

    /** How long a repeat is recognised, such as {@code 30d}; by default {@code onefold.retention.tombstone}. */
    String tombstoneFor() default "";

    /** How long a duplicate waits for the first one, such as {@code 2s}; by default {@code onefold.wait-at-most}. */
    String waitAtMost() default "";

    /**
     * Whether the answer holds a secret. It is then never stored: a repeat is told 409 {@code result-unavailable}, with the
     * {@code Location} of what was made. For handlers only.
     */
    boolean secret() default false;

    /**
     * Does the requests of this handler many in one transaction: a bean of this type must exist, and work on what the handler
     * returns. For transactional handlers that need a key.
     */
    @SuppressWarnings("rawtypes") // names a bean
    Class<? extends CoalescedWork> coalesced() default CoalescedWork.class;

    /** For leased methods: what to do about one that failed or fell silent. */
    Doubt inDoubt() default Doubt.ASK;

    /**
     * Asked before anything is run or replayed. Needed where the handler's own security annotations would be skipped by
     * a replay: a bean of this type must exist.
     */
    Class<? extends ReplayGuard> replayGuard() default ReplayGuard.class;
}
