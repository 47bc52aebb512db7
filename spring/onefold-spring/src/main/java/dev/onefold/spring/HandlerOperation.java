package dev.onefold.spring;

import dev.onefold.Operation;
import dev.onefold.http.HttpContract;
import dev.onefold.http.RecordedResponse;
import org.jspecify.annotations.Nullable;

/**
 * An idempotent handler, as found and checked at start.
 *
 * @param contract with its callers
 * @param guard asked before anything is run or replayed, or null
 * @param currentState asked what a repeat is told, if the contract replays the current state
 * @param work does what the handler asks for, or null if it does so itself
 */
record HandlerOperation<O extends Operation<RecordedResponse>>(
        O operation,
        HttpContract contract,
        KeyPresence presence,
        @Nullable ReplayGuard guard,
        @Nullable CurrentState currentState,
        @Nullable CoalescedWork<?> work) {}
