package dev.onefold.spring;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What became of one item of a batch.
 *
 * @param status as if the item had been a request of its own
 * @param replayed whether it had been done before, and nothing was done now
 * @param body of an item that was done
 * @param problem of one that was not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ItemView(
        int status,
        boolean replayed,
        @Nullable JsonNode body,
        @Nullable JsonNode problem) {}
