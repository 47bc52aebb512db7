package dev.onefold;

import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is stored from whoever reads the store. Identities and fingerprints are stored as keyed digests
 * (HMAC-SHA-256), answers encrypted (AES-256-GCM), so a copy of the store answers no question: not who used which key,
 * not whether a guessed request was made, not what was answered.
 *
 * <p>Each answer has a key of its own, made of the ring's and of the caller's key, which is stored nowhere: who has the
 * store and the rings still needs the caller's key. Operation, verdict, code and fingerprint are bound to the answer, so
 * a row that was changed or put in another's place does not open: {@link UnreadableAnswerException}.
 *
 * <p>In the clear remain the operation's name, whether the answer was a yes or a no, the no's code, and when. Immutable.
 */
public final class Seal {

    private final KeyRing answers;
    private final KeyRing fingerprints;
    private final KeyRing lookups;
    private final boolean plain;
    private final RandomGenerator random;

    private Seal(KeyRing answers, KeyRing fingerprints, KeyRing lookups, boolean plain, RandomGenerator random) {
        this.answers = answers;
        this.fingerprints = fingerprints;
        this.lookups = lookups;
        this.plain = plain;
        this.random = random;
    }

    /**
     * A seal.
     *
     * @param answers for answers and fingerprints; may be rotated while nodes run
     * @param lookups for identities, where two keys to write with would make one request two: to rotate, stop every
     *     node that writes with the old one before the first that writes with the new one starts. Each older one costs a
     *     look-up in front of every request
     */
    public static Seal of(KeyRing answers, KeyRing lookups) {
        return new Seal(
                answers.derived("answer"),
                answers.derived("fingerprint"),
                lookups.derived("lookup"),
                false,
                new SecureRandom());
    }

    /**
     * This seal, which also reads what was stored before there was one. As for a rotation of look-ups, no node may still
     * write without it. To be ended when the longest retention is over: until then, who can write to the store can put
     * an answer there.
     */
    public Seal readingPlain() {
        return new Seal(answers, fingerprints, lookups, true, random);
    }

    /** This seal, with nonces from another source, which must be as good as {@link SecureRandom}. */
    public Seal with(RandomGenerator other) {
        return new Seal(answers, fingerprints, lookups, plain, other);
    }

    /** The identity as it is stored now. */
    RecordId id(RecordId plainId) {
        return id(plainId, lookups.current());
    }

    /** The request as it is stored now. */
    Call call(Call asked) {
        List<Fingerprint> known = new ArrayList<>();
        for (Fingerprint each : asked.fingerprints()) {
            for (int number : fingerprints.numbers()) {
                known.add(fingerprint(asked.id(), each, number));
            }
            if (plain) {
                known.add(each);
            }
        }
        return new Call(id(asked.id()), known.get(0), known.subList(1, known.size()), asked.waiting());
    }

    /** The identities under which an earlier request may be stored. */
    List<RecordId> earlier(RecordId plainId) {
        List<RecordId> earlier = new ArrayList<>();
        for (int number : lookups.numbers()) {
            if (number != lookups.current()) {
                earlier.add(id(plainId, number));
            }
        }
        if (plain) {
            earlier.add(plainId);
        }
        return earlier;
    }

    NewRecord close(NewRecord open) {
        int number = answers.current();
        Content content = SealedContent.seal(
                open.content(),
                number,
                keyOf(open.id(), number),
                bound(open.operation(), open.verdict(), open.code(), open.fingerprint()),
                random);
        return new NewRecord(
                open.id(),
                open.operation(),
                open.fingerprint(),
                open.verdict(),
                open.code(),
                content,
                open.answerFor(),
                open.knownFor());
    }

    /**
     * What was seen, with its answer to be read.
     *
     * @throws UnreadableAnswerException if it was changed, or comes from another row
     * @throws StoreUnavailableException if it was sealed with a key that this ring has not
     */
    Sighting.Finished open(RecordId id, Sighting.Finished seen) {
        Content content = seen.content();
        if (content == null) {
            return seen;
        }
        if (!SealedContent.isSealed(content)) {
            if (plain) {
                return seen;
            }
            throw new UnreadableAnswerException("it is not sealed");
        }
        int number = SealedContent.keyNumber(content);
        byte[] bound = bound(seen.operation(), seen.verdict(), seen.code(), seen.fingerprint());
        Content opened = SealedContent.open(content, keyOf(id, number), bound);
        return new Sighting.Finished(
                seen.operation(), seen.fingerprint(), seen.verdict(), seen.code(), opened, seen.at());
    }

    private RecordId id(RecordId plainId, int number) {
        return plainId.keyed(
                Hmac.with(known(lookups, number)).part(plainId.origin()).end());
    }

    /** The first byte names the key; 248 bits remain. The same request has another one under each identity. */
    private Fingerprint fingerprint(RecordId plainId, Fingerprint open, int number) {
        byte[] digest = Hmac.with(known(fingerprints, number))
                .part(plainId.origin())
                .part(open.toBytes())
                .end();
        digest[0] = (byte) number;
        return Fingerprint.of(open.version(), digest);
    }

    /** An answer's own key: random nonces of one key would meet after some billions of answers. */
    private byte[] keyOf(RecordId id, int number) {
        return Hmac.with(known(answers, number)).part(id.origin()).end();
    }

    private static byte[] bound(String operation, Enum<?> verdict, String code, Fingerprint fingerprint) {
        return Sha256.of(operation, verdict.name(), code, Arrays.toString(fingerprint.toBytes()));
    }

    private static byte[] known(KeyRing ring, int number) {
        byte @Nullable [] secret = ring.secret(number);
        if (secret == null) {
            throw StoreUnavailableException.because(
                    new IllegalStateException("It was sealed with key " + number + ", and there are only " + ring));
        }
        return secret;
    }
}
