package dev.onefold.conformance;

/**
 * What a refusal looks like.
 *
 * @param status its status
 * @param slug the end of its problem's type; empty if the server tells no types
 */
public record Expected(int status, String slug) {}
