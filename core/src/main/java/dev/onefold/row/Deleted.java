package dev.onefold.row;

import java.time.Instant;

/**
 * A deletion that happened.
 *
 * @param at when, by the store's clock
 * @param request the request that did it
 */
public record Deleted(Instant at, String request) {}
