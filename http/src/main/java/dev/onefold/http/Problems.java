package dev.onefold.http;

import dev.onefold.Rejection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * The catalogue of what a keyed request can be told. Several share a status with each other and with the application's
 * own errors, so clients branch on {@code type}. Three members help them: {@code retryable} (the same key may succeed),
 * {@code safe_new_key} (a new key cannot double an effect) and {@code operation_state}. Immutable.
 */
public final class Problems {

    /** The base of {@code type} unless told otherwise. */
    public static final URI DEFAULT_BASE = URI.create("https://onefold.dev/problems/");

    private final String base;
    private final Map<ProblemType, Integer> statuses;
    private final ErrorFormat format;

    private Problems(String base, Map<ProblemType, Integer> statuses, ErrorFormat format) {
        this.base = base;
        this.statuses = statuses;
        this.format = format;
    }

    /** With types under {@link #DEFAULT_BASE}. */
    public static Problems standard() {
        return at(DEFAULT_BASE);
    }

    /**
     * With types under a base of one's own.
     *
     * @param base an absolute URI that ends with a slash, a hash or a colon, so that a word can follow
     */
    public static Problems at(URI base) {
        String text = base.toString();
        if (!base.isAbsolute() || "/#:".indexOf(text.charAt(text.length() - 1)) < 0) {
            throw new IllegalArgumentException(
                    "A base of problem types is absolute and ends with / # or :, not " + base);
        }
        return new Problems(text, Map.of(), ErrorFormat.PROBLEM);
    }

    /** The same problems with types under another base. */
    public Problems under(URI other) {
        return new Problems(at(other).base, statuses, format);
    }

    /**
     * Tells a problem with another status.
     *
     * @param status 400 to 599; what retries by itself on 5xx must not be told so of what it cannot mend
     */
    public Problems with(ProblemType type, int status) {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException(
                    "The problem " + type.slug() + " has a status of 400 to 599, not " + status);
        }
        Map<ProblemType, Integer> more = new EnumMap<>(ProblemType.class);
        more.putAll(statuses);
        more.put(type, status);
        return new Problems(base, Collections.unmodifiableMap(more), format);
    }

    /** Tells every problem in these words. */
    public Problems in(ErrorFormat other) {
        return new Problems(base, statuses, other);
    }

    /** A problem outside of the catalogue, whose type is {@code about:blank}. */
    public Problem plain(int status, String title, String detail) {
        return Problem.of(URI.create("about:blank"), status, title, detail).in(format);
    }

    /** 400: the operation needs a key. */
    public Problem keyMissing(String headerName) {
        return problem(ProblemType.KEY_MISSING, "A key is needed", "Send the header " + headerName + " with a new key.")
                .with("retryable", false)
                .with("safe_new_key", true)
                .with("operation_state", "absent");
    }

    /**
     * 400: the header is not one key.
     *
     * @param reason of {@link KeyHeader.Invalid}
     */
    public Problem keyInvalid(String reason) {
        return problem(ProblemType.KEY_INVALID, "The key is not valid", reason)
                .with("retryable", false)
                .with("safe_new_key", true)
                .with("operation_state", "absent");
    }

    /** 400: the operation takes no key, and the application says so rather than ignore one. */
    public Problem keyNotSupported(String headerName) {
        return problem(
                        ProblemType.KEY_NOT_SUPPORTED,
                        "Keys are not supported here",
                        "Nothing was done: this operation does not recognise repeats. Send it without " + headerName
                                + ", and not twice.")
                .with("retryable", false);
    }

    /** 401: nobody is known to whom the key could belong. The caller adds the {@code WWW-Authenticate} it asks with. */
    public Problem scopeMissing() {
        return problem(
                        ProblemType.SCOPE_MISSING,
                        "Nobody to remember for",
                        "A key belongs to a caller, and none is known.")
                .with("retryable", false)
                .with("safe_new_key", false);
    }

    /**
     * 400: the body can be read in two ways.
     *
     * @param reason of {@link RequestFingerprint.InvalidBody}
     */
    public Problem bodyInvalid(String reason) {
        return problem(ProblemType.BODY_INVALID, "The body is ambiguous", reason)
                .with("retryable", false)
                .with("safe_new_key", true);
    }

    /** 413: the body is longer than what is compared. */
    public Problem bodyTooLarge(int maxFingerprintedBytes) {
        return problem(
                        ProblemType.BODY_TOO_LARGE,
                        "The body is too large",
                        "A request with a key has a body of at most " + maxFingerprintedBytes + " bytes.")
                .with("retryable", false)
                .with("safe_new_key", true)
                .with("max_bytes", maxFingerprintedBytes);
    }

    /**
     * 422: the key belongs to another request.
     *
     * @param field what differs
     */
    public Problem keyReused(String field) {
        return problem(
                        ProblemType.KEY_REUSED,
                        "The key belongs to another request",
                        "This key came first with another request. Nothing was done now; a different request needs a"
                                + " key of its own.")
                .with("retryable", false)
                .with("safe_new_key", true)
                .with("field", field);
    }

    /**
     * 422: what names the request, be it a number, a token or a unique field, came before with other content.
     *
     * @param field what differs
     */
    public Problem contentDiffers(String field) {
        return problem(
                        ProblemType.CONTENT_DIFFERS,
                        "The same request came before with other content",
                        "What names this request came before with another " + field
                                + ". Nothing was done now; a different request needs a name of its own.")
                .with("retryable", false)
                .with("safe_new_key", true)
                .with("field", field);
    }

    /** 409: the first request of this key is at work. */
    public Problem inProgress(Duration retryAfter) {
        return problem(
                        ProblemType.IN_PROGRESS,
                        "The request is at work",
                        "A request with this key has not ended yet. Send it again, with the same key, later.")
                .with("retryable", true)
                .with("safe_new_key", false)
                .with("operation_state", "in_progress")
                .retryAfter(retryAfter);
    }

    /** 503 or 409, see {@link InDoubt}: the effect may have happened. */
    public Problem outcomeUnknown(InDoubt inDoubt) {
        Problem problem = problem(
                        ProblemType.OUTCOME_UNKNOWN,
                        inDoubt.status(),
                        "The outcome is not known",
                        "The request may have had its effect. Send it again with the same key, never with a new one.")
                .with("retryable", true)
                .with("safe_new_key", false)
                .with("operation_state", "unknown");
        return inDoubt.retryAfter().map(problem::retryAfter).orElse(problem);
    }

    /** 409: done, but the answer is not stored or cannot be read. */
    public Problem resultUnavailable() {
        return problem(
                        ProblemType.RESULT_UNAVAILABLE,
                        "The answer is not stored",
                        "The request was done before, and its answer cannot be told again.")
                .with("retryable", false)
                .with("safe_new_key", false)
                .with("operation_state", "completed");
    }

    /** 409: done too long ago. */
    public Problem resultExpired(Instant firstAt) {
        return problem(
                        ProblemType.RESULT_EXPIRED,
                        "The answer is no longer stored",
                        "The request was done before, too long ago for its answer to be told again.")
                .with("retryable", false)
                .with("safe_new_key", false)
                .with("operation_state", "completed")
                .with("first_at", firstAt.toString());
    }

    /** 409: the key was made too long ago for anybody to know whether it was used. Nothing was looked up or done. */
    public Problem keyExpired() {
        return problem(
                        ProblemType.KEY_EXPIRED,
                        "The key is too old",
                        "The key was made too long ago to tell whether it was used. Find out what became of the request"
                                + " before you send it with a new key.")
                .with("retryable", false)
                .with("safe_new_key", false)
                .with("operation_state", "expired");
    }

    /** 429: the caller has too many requests at work, or made too many keys. */
    public Problem tooManyKeys(Duration retryAfter) {
        return problem(
                        ProblemType.TOO_MANY_KEYS,
                        "Too many keys",
                        "Nothing was done now. Send the request again, with the same key, later.")
                .with("retryable", true)
                .with("safe_new_key", false)
                .retryAfter(retryAfter);
    }

    /** 503: the records cannot be reached, so nothing was done. */
    public Problem storeUnavailable(Duration retryAfter) {
        return problem(
                        ProblemType.STORE_UNAVAILABLE,
                        "Requests cannot be recorded now",
                        "Nothing was done now. Send the request again, with the same key, later.")
                .with("retryable", true)
                .with("safe_new_key", false)
                .retryAfter(retryAfter);
    }

    /** 503: too many requests wait for their turn, so nothing was done. */
    public Problem overloaded(Duration retryAfter) {
        return problem(
                        ProblemType.OVERLOADED,
                        "Too many requests wait",
                        "Nothing was done now. Send the request again, with the same key, later.")
                .with("retryable", true)
                .with("safe_new_key", false)
                .retryAfter(retryAfter);
    }

    /** 412: what the caller knows is behind. */
    public Problem stale(String reason) {
        return problem(ProblemType.STALE, "The request is behind", reason)
                .with("retryable", false)
                .with("safe_new_key", true);
    }

    /** 409: the state of things has passed the request by, which no precondition of its own had asked for. */
    public Problem overtaken(String reason) {
        return problem(ProblemType.STALE, 409, "The request is behind", reason)
                .with("retryable", false)
                .with("safe_new_key", true);
    }

    /** 409: what the request needs is taken by another that is at work, which may be the same request. */
    public Problem busy(Duration retryAfter) {
        return problem(
                        ProblemType.IN_PROGRESS,
                        "Another request is at work",
                        "This request, or one that it has to wait for, has not ended yet. Send it again as it is, later.")
                .with("retryable", true)
                .with("safe_new_key", false)
                .with("operation_state", "in_progress")
                .retryAfter(retryAfter);
    }

    /** 428 (RFC 6585, 3): the caller does not say which version it means. */
    public Problem preconditionRequired() {
        return problem(
                        ProblemType.PRECONDITION_REQUIRED,
                        "The version is needed",
                        "Send If-Match with the ETag of what you read: it may have been changed since.")
                .with("retryable", false)
                .with("safe_new_key", true);
    }

    /** 400: {@code If-Match} or {@code If-None-Match} is not a list of entity tags. */
    public Problem preconditionInvalid() {
        return problem(
                        ProblemType.PRECONDITION_INVALID,
                        "The condition is not valid",
                        "If-Match and If-None-Match are * or a list of quoted entity tags, as in RFC 9110.")
                .with("retryable", false)
                .with("safe_new_key", true);
    }

    /** 409: a no of the domain, told in its words under its code. */
    public Problem rejected(Rejection rejection) {
        String slug =
                URLEncoder.encode(rejection.code(), StandardCharsets.UTF_8).replace("+", "%20");
        return problem(slug, 409, "The request was rejected", rejection.detail().text())
                .with("code", rejection.code());
    }

    /** The status of a problem's kind. Some problems have another one where their description says so. */
    public int status(ProblemType type) {
        return statuses.getOrDefault(type, type.status());
    }

    /** The {@code type} of a problem's kind. */
    public String uri(ProblemType type) {
        return base + type.slug();
    }

    /** How problems are written. */
    public String mediaType() {
        return format.mediaType();
    }

    private Problem problem(ProblemType type, String title, String detail) {
        return problem(type, type.status(), title, detail);
    }

    private Problem problem(ProblemType type, int status, String title, String detail) {
        return problem(type.slug(), statuses.getOrDefault(type, status), title, detail);
    }

    private Problem problem(String slug, int status, String title, String detail) {
        return Problem.of(URI.create(base + slug), status, title, detail).in(format);
    }

    /** Whether a rejection's detail is words. */
    static boolean isTold(Rejection rejection) {
        return rejection.detail().mediaType().toLowerCase(Locale.ROOT).startsWith("text/plain");
    }
}
