package dev.onefold.http;

import dev.onefold.Call;
import dev.onefold.Scope;
import java.net.URI;
import java.util.function.UnaryOperator;

/**
 * What an operation promises its callers over HTTP: where the key is, what makes a repeat, what is remembered, and how
 * each answer is told. A {@link Profile} makes one; every part can be changed on its own. Immutable.
 *
 * @param name of the profile that it began as
 * @param keys where the key is and what it looks like
 * @param scope what a key is unique in
 * @param fingerprint what makes two requests the same
 * @param responses what is remembered of an answer
 * @param replays what a repeat is told
 * @param marker what tells a replay from a first answer
 * @param problems how problems are told
 * @param maxResponseBytes the longest response; a longer one undoes its effects. 1 byte to 64 MiB
 */
public record HttpContract(
        String name,
        KeyRule keys,
        KeyScope scope,
        FingerprintRule fingerprint,
        ResponsePolicy responses,
        ReplayMode replays,
        Marker marker,
        Problems problems,
        int maxResponseBytes) {

    private static final int MEBIBYTE = 1 << 20;
    private static final int MOST_BYTES = 64 * MEBIBYTE;

    public HttpContract {
        if (maxResponseBytes < 1 || maxResponseBytes > MOST_BYTES) {
            throw new IllegalArgumentException("The longest response has 1 byte to 64 MiB, not " + maxResponseBytes);
        }
    }

    /** {@link Profile#IETF}. */
    public static HttpContract standard() {
        return Profile.IETF.contract();
    }

    static HttpContract named(String name) {
        return new HttpContract(
                name,
                KeyRule.standard(),
                KeyScope.CALLER,
                FingerprintRule.standard(),
                ResponsePolicy.standard(),
                ReplayMode.SNAPSHOT,
                Marker.standard(),
                Problems.standard(),
                MEBIBYTE);
    }

    /** Under a name of its own, for a contract that is no profile any more. */
    public HttpContract name(String other) {
        return new HttpContract(
                other, keys, scope, fingerprint, responses, replays, marker, problems, maxResponseBytes);
    }

    public HttpContract keys(UnaryOperator<KeyRule> change) {
        return new HttpContract(
                name, change.apply(keys), scope, fingerprint, responses, replays, marker, problems, maxResponseBytes);
    }

    public HttpContract keySyntax(UnaryOperator<KeySyntax> change) {
        return keys(rule -> rule.syntax(change.apply(rule.syntax())));
    }

    public HttpContract scope(KeyScope other) {
        return new HttpContract(name, keys, other, fingerprint, responses, replays, marker, problems, maxResponseBytes);
    }

    public HttpContract fingerprint(UnaryOperator<FingerprintRule> change) {
        return new HttpContract(
                name, keys, scope, change.apply(fingerprint), responses, replays, marker, problems, maxResponseBytes);
    }

    public HttpContract responses(UnaryOperator<ResponsePolicy> change) {
        return new HttpContract(
                name, keys, scope, fingerprint, change.apply(responses), replays, marker, problems, maxResponseBytes);
    }

    public HttpContract replays(ReplayMode mode) {
        return new HttpContract(name, keys, scope, fingerprint, responses, mode, marker, problems, maxResponseBytes);
    }

    public HttpContract marker(Marker other) {
        return new HttpContract(name, keys, scope, fingerprint, responses, replays, other, problems, maxResponseBytes);
    }

    public HttpContract problems(UnaryOperator<Problems> change) {
        return new HttpContract(
                name, keys, scope, fingerprint, responses, replays, marker, change.apply(problems), maxResponseBytes);
    }

    public HttpContract maxResponseBytes(int bytes) {
        return new HttpContract(name, keys, scope, fingerprint, responses, replays, marker, problems, bytes);
    }

    /** With the types of its problems under that address. */
    public HttpContract problemBase(URI base) {
        return problems(told -> told.under(base));
    }

    /** The status of a mismatch: 422, 409 or 400, since what retries on others would retry for nothing. */
    public HttpContract mismatchStatus(int status) {
        return status(ProblemType.KEY_REUSED, status, 400, 409, 422);
    }

    /** The status of a duplicate whose first is at work: 409, 423, 425 or 503. */
    public HttpContract inProgressStatus(int status) {
        return status(ProblemType.IN_PROGRESS, status, 409, 423, 425, 503);
    }

    /** The status of a missing key: 400, 422 or 428. */
    public HttpContract missingKeyStatus(int status) {
        return status(ProblemType.KEY_MISSING, status, 400, 422, 428);
    }

    /** How outcomes are answered, with {@link InDoubt#ASK_AGAIN}. */
    public Answers answers() {
        return Answers.of(this);
    }

    /**
     * The identity of a request in the store: what the scope says of a key.
     *
     * @param fingerprinted of the request
     */
    public Call call(
            Scope caller, KeyHeader.Valid key, RequestHead head, RequestFingerprint.Fingerprinted fingerprinted) {
        return Call.of(caller, scope.key(key.key(), head), fingerprinted.fingerprint());
    }

    private HttpContract status(ProblemType type, int status, int... choices) {
        for (int choice : choices) {
            if (choice == status) {
                return problems(told -> told.with(type, status));
            }
        }
        throw new IllegalArgumentException("The status of the problem " + type.slug() + " is one of "
                + java.util.Arrays.toString(choices) + ", not " + status);
    }
}
