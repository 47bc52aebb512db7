package dev.onefold.spring;

import dev.onefold.Operation;
import dev.onefold.http.RecordedResponse;
import org.jspecify.annotations.Nullable;

/**
 * An idempotent handler, as found and checked at start.
 *
 * @param guard asked before anything is run or replayed, or null
 */
record HandlerOperation<O extends Operation<RecordedResponse>>(
        O operation, boolean required, @Nullable ReplayGuard guard) {}
