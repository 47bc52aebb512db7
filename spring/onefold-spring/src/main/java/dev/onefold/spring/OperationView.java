package dev.onefold.spring;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is told of accepted work.
 *
 * @param id its name
 * @param result if it succeeded
 * @param error if it failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OperationView(
        String id,
        State state,
        @Nullable JsonNode result,
        @Nullable Failure error) {

    /** Where it stands. */
    public enum State {
        /** Accepted or at work. */
        @JsonProperty("running")
        RUNNING,
        @JsonProperty("succeeded")
        SUCCEEDED,
        /** For good. */
        @JsonProperty("failed")
        FAILED,
        /** It ended without telling, and only reconciling can. */
        @JsonProperty("unknown")
        UNKNOWN,
        /** It ended too long ago to tell how. */
        @JsonProperty("expired")
        EXPIRED
    }

    /**
     * Why it failed.
     *
     * @param code a stable word for programs
     * @param detail for people
     */
    public record Failure(String code, String detail) {}

    static OperationView of(String id, State state) {
        return new OperationView(id, state, null, null);
    }

    static OperationView succeeded(String id, JsonNode result) {
        return new OperationView(id, State.SUCCEEDED, result, null);
    }

    static OperationView failed(String id, Failure error) {
        return new OperationView(id, State.FAILED, null, error);
    }
}
