package dev.onefold.http;

import dev.onefold.Codec;
import dev.onefold.Content;
import dev.onefold.Decision;
import dev.onefold.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What a response means for the effects and the key: remembered is what may have had an effect or is a final no;
 * everything else gives the key back. Immutable.
 *
 * <table>
 * <caption>By status, unless told otherwise</caption>
 * <tr><th>status</th><th>the handler returned it</th><th>it stands for an exception</th></tr>
 * <tr><td>2xx, 3xx</td><td>accept</td><td>discard: an undone effect is not remembered as a yes</td></tr>
 * <tr><td>402, 404, 409, 410, 422</td><td>decline: effects kept, no remembered</td>
 *     <td>reject: effects undone, no remembered</td></tr>
 * <tr><td>other 4xx, 5xx</td><td>discard</td><td>discard: effects undone, key free</td></tr>
 * </table>
 *
 * <p>A 5xx is not stored unless it is named: a retry must be able to do better.
 */
public final class ResponsePolicy {

    /** How the handler came to its response. */
    public enum Ending {
        /** It returned the response. */
        RETURNED,
        /** It threw, and the response was made from the exception. */
        THROWN
    }

    private static final ResponsePolicy STANDARD =
            new ResponsePolicy(Set.of(402, 404, 409, 410, 422), HeaderPolicy.standard(), false);

    private static final Set<Integer> OF_THE_MOMENT = Set.of(401, 403, 407, 408, 421, 425, 428, 429, 431);

    /** In a stored response that is not told again. No response of an application is stored with it. */
    static final String WITHHELD = "Onefold-Withheld";

    private static final byte[] NOTHING = {};

    private final Set<Integer> finalStatuses;
    private final HeaderPolicy headers;
    private final boolean withholding;

    private ResponsePolicy(Set<Integer> finalStatuses, HeaderPolicy headers, boolean withholding) {
        this.finalStatuses = finalStatuses;
        this.headers = headers;
        this.withholding = withholding;
    }

    public static ResponsePolicy standard() {
        return STANDARD;
    }

    /**
     * Remembers these too. A 5xx that is remembered is told again to every retry: only for callers who know no better,
     * and for operations whose failures are final.
     *
     * @param statuses 400 to 599
     */
    public ResponsePolicy remembering(int... statuses) {
        Set<Integer> changed = new TreeSet<>(finalStatuses);
        for (int status : statuses) {
            changed.add(error(status));
        }
        return new ResponsePolicy(Set.copyOf(changed), headers, withholding);
    }

    /**
     * Remembers every 4xx that is about the request: not 401, 403, 407, 408, 421, 425, 428, 429 and 431, which are about
     * the caller of this moment or the way here.
     */
    public ResponsePolicy rememberingEvery4xx() {
        return remembering(IntStream.range(400, 500)
                .filter(status -> !OF_THE_MOMENT.contains(status))
                .toArray());
    }

    /**
     * Forgets these: their effects are undone and the key is free.
     *
     * @param statuses 400 to 599
     */
    public ResponsePolicy forgetting(int... statuses) {
        Set<Integer> changed = new TreeSet<>(finalStatuses);
        for (int status : statuses) {
            changed.remove(error(status));
        }
        return new ResponsePolicy(Set.copyOf(changed), headers, withholding);
    }

    /** Stores and replays these header fields. */
    public ResponsePolicy headers(HeaderPolicy policy) {
        return new ResponsePolicy(finalStatuses, policy, withholding);
    }

    public HeaderPolicy headers() {
        return headers;
    }

    /**
     * Stores of an accepted response nothing but its status and where to find what it made: it holds a secret. A repeat is
     * told so instead. Remembered errors are stored as they are, and must hold no secret.
     */
    public ResponsePolicy withholding() {
        return new ResponsePolicy(finalStatuses, headers, true);
    }

    /** Whether a response with that status is remembered as a no. */
    public boolean remembers(int status) {
        return finalStatuses.contains(status);
    }

    /** What to do with effects and answer. A rejection's code is {@code http-} and the status, its detail the response. */
    public Decision<RecordedResponse> decide(RecordedResponse response, Ending ending) {
        int status = response.status();
        if (status < 400 && ending == Ending.RETURNED) {
            return new Decision.Accept<>(response);
        }
        if (!finalStatuses.contains(status)) {
            // not stored, so it may keep what only its own exchange needs, such as WWW-Authenticate
            return new Decision.Discard<>(rejection(response));
        }
        Rejection rejection = rejection(headers.stored(response));
        return ending == Ending.RETURNED ? new Decision.Decline<>(rejection) : new Decision.Reject<>(rejection);
    }

    /** Stores accepted responses with the header fields of the policy, and reads them back. */
    public Codec<RecordedResponse> codec() {
        return new Codec<>() {
            @Override
            public Content encode(RecordedResponse value) {
                return (withholding ? withheld(value) : headers.stored(value)).toContent();
            }

            @Override
            public RecordedResponse decode(Content content) {
                return RecordedResponse.of(content);
            }
        };
    }

    private static RecordedResponse withheld(RecordedResponse response) {
        List<RecordedResponse.Field> kept = new ArrayList<>();
        response.header("Location").ifPresent(place -> kept.add(new RecordedResponse.Field("Location", place)));
        kept.add(new RecordedResponse.Field(WITHHELD, "true"));
        return RecordedResponse.of(response.status(), kept, NOTHING);
    }

    private static Rejection rejection(RecordedResponse response) {
        return new Rejection("http-" + response.status(), response.toContent());
    }

    private static int error(int status) {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException(
                    "Only 400 to 599 are a choice: 2xx and 3xx are always remembered; not " + status);
        }
        return status;
    }
}
