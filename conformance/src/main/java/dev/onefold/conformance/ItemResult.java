package dev.onefold.conformance;

/**
 * What became of one of a batch.
 *
 * @param status as if it had been a request of its own
 * @param body what it was answered, in any form that is the same for the same answer
 * @param replayed whether it is marked as a replay
 */
public record ItemResult(int status, String body, boolean replayed) {}
