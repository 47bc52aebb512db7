package dev.onefold;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One request as Onefold sees it: whose it is, under which key, and what it asks.
 *
 * @param fingerprint of what it asks, by the rule that new records are written with
 * @param earlier of the same, by rules that older records may have been written with
 * @param waiting how long the caller would wait, or null to wait as the operation says
 */
public record Call(
        RecordId id,
        Fingerprint fingerprint,
        List<Fingerprint> earlier,
        @Nullable Duration waiting) {

    public Call {
        earlier = List.copyOf(earlier);
    }

    /** Without rules of older records, waiting as the operation says. */
    public Call(RecordId id, Fingerprint fingerprint) {
        this(id, fingerprint, List.of(), null);
    }

    /**
     * A call of a caller's key.
     *
     * @param key the caller's key, 1 to 255 characters
     * @param fingerprint of the request's content; a repeat with another one is a mismatch
     */
    public static Call of(Scope scope, String key, Fingerprint fingerprint) {
        return new Call(RecordId.of(scope, key), fingerprint);
    }

    /** This call, which is also the same as one that was recorded with one of these fingerprints. */
    public Call orEarlier(Fingerprint... others) {
        return new Call(
                id,
                fingerprint,
                Stream.concat(earlier.stream(), Stream.of(others)).toList(),
                waiting);
    }

    /**
     * This call, whose caller would wait for the first one's answer so long. The operation's {@link Operation.Waiting}
     * bounds it.
     */
    public Call waitingAtMost(Duration length) {
        return new Call(id, fingerprint, earlier, length);
    }

    /** Whether a record with this fingerprint is of the same request. */
    boolean asksFor(Fingerprint recorded) {
        return fingerprint.equals(recorded) || earlier.contains(recorded);
    }

    /** Whether a record's fingerprint can be compared at all: one that a newer release made cannot. */
    boolean knowsRuleOf(Fingerprint recorded) {
        return fingerprints().stream().anyMatch(each -> each.version() == recorded.version());
    }

    /** All of them, that of new records first. */
    List<Fingerprint> fingerprints() {
        return Stream.concat(Stream.of(fingerprint), earlier.stream()).toList();
    }

    Call under(RecordId other) {
        return new Call(other, fingerprint, earlier, waiting);
    }
}
