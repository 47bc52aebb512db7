package dev.onefold.spring;

import dev.onefold.http.HttpContract;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is set for one operation outside of its code; it goes before what the annotation says. Null for what is not set.
 *
 * @param profile the contract to begin with
 * @param change to that contract
 * @param presence whether a request needs a key
 * @param answer how long a repeat gets the answer
 * @param tombstone how long a repeat is recognised
 * @param waitAtMost how long a duplicate waits for the first one
 */
public record OperationSettings(
        @Nullable String profile,
        UnaryOperator<HttpContract> change,
        @Nullable KeyPresence presence,
        @Nullable Duration answer,
        @Nullable Duration tombstone,
        @Nullable Duration waitAtMost) {

    /** Nothing is set. */
    public static final OperationSettings NONE =
            new OperationSettings(null, UnaryOperator.identity(), null, null, null, null);
}
