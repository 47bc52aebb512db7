package dev.onefold.http;

import dev.onefold.http.KeySyntax.Form;
import java.util.Locale;

/** Contracts that callers know already. One application can serve callers of several: a profile is an operation's. */
public enum Profile {

    /** Draft 07 of the IETF's Idempotency-Key header, which is expired and no RFC, with Onefold's choices where it has none. */
    IETF,

    /**
     * Stripe's API v1: keys of 1 to 255 characters; another request with the key is a 400 {@code idempotency_error}; a 4xx
     * is remembered unless it says that the request was not fit to be tried. Its 500s are not frozen here.
     */
    STRIPE,

    /**
     * Agentic Commerce Protocol (2026-01-16): a key belongs to caller and path; another body is a 422 {@code
     * idempotency_conflict}; the key is always repeated.
     */
    ACP,

    /**
     * Universal Commerce Protocol: keys of at least 128 bits, which are 22 characters of base 64; a key belongs to caller
     * and operation; bodies are compared byte for byte; another body is a 409.
     */
    UCP,

    /**
     * OASIS Repeatable Requests 1.0: {@code Repeatability-Request-ID} is a UUID in any case; every answer says {@code
     * Repeatability-Result}, which does not tell a replay; another request with the id is a 400; every 4xx is
     * remembered.
     */
    OASIS,

    /**
     * PayPal's REST APIs: {@code PayPal-Request-Id} of 1 to 108 characters, per operation; a repeat is told what the
     * resource is now.
     */
    PAYPAL;

    public HttpContract contract() {
        HttpContract base = HttpContract.named(name().toLowerCase(Locale.ROOT));
        return switch (this) {
            case IETF -> base;
            case STRIPE ->
                base.keySyntax(keys -> keys.length(1, 255))
                        .mismatchStatus(400)
                        .responses(policy -> policy.rememberingEvery4xx().forgetting(400, 412, 413, 415))
                        .problems(told -> told.in(ErrorFormat.STRIPE));
            case ACP ->
                base.keySyntax(keys -> keys.length(1, 255))
                        .scope(KeyScope.PATH)
                        .problems(told -> told.in(ErrorFormat.ACP));
            case UCP ->
                base.keySyntax(keys -> keys.length(22, 255))
                        .scope(KeyScope.OPERATION)
                        .fingerprint(rule -> rule.body(FingerprintRule.Body.RAW))
                        .mismatchStatus(409)
                        .problems(told -> told.in(ErrorFormat.UCP));
            case OASIS ->
                base.keys(keys -> keys.header("Repeatability-Request-ID").echo(false))
                        .keySyntax(keys -> keys.form(Form.UUID).anyCase(true))
                        .mismatchStatus(400)
                        .responses(ResponsePolicy::rememberingEvery4xx)
                        .marker(new Marker("Repeatability-Result", "accepted", "accepted", "rejected"))
                        .problems(told ->
                                told.with(ProblemType.KEY_NOT_SUPPORTED, 501).with(ProblemType.KEY_EXPIRED, 412));
            case PAYPAL ->
                base.keys(keys -> keys.header("PayPal-Request-Id").echo(false))
                        .keySyntax(keys -> keys.length(1, 108))
                        .scope(KeyScope.OPERATION)
                        .replays(ReplayMode.CURRENT_STATE)
                        .problems(told -> told.in(ErrorFormat.PAYPAL));
        };
    }
}
