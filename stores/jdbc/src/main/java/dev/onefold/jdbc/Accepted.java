package dev.onefold.jdbc;

import dev.onefold.Call;
import dev.onefold.Content;
import dev.onefold.Fingerprint;
import dev.onefold.RecordId;
import dev.onefold.Scope;

/**
 * A piece of work that was accepted.
 *
 * @param id 22 random characters of base 64 for URLs
 * @param operation the name of its operation
 * @param scope whose it is
 * @param input what is to be done
 */
public record Accepted(String id, String operation, Scope scope, Content input) {

    /** The identity of its end among the records, which nobody of another scope can name. */
    static RecordId recordId(Scope scope, String id) {
        return RecordId.of(scope, "accepted " + id);
    }

    RecordId recordId() {
        return recordId(scope, id);
    }

    Call call() {
        return new Call(recordId(), Fingerprint.ofBytes(input.bytes()));
    }

    /** Names neither caller nor input: they do not belong in logs. */
    @Override
    public String toString() {
        return operation + " " + id;
    }
}
