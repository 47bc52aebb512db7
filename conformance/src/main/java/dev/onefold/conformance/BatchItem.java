package dev.onefold.conformance;

/**
 * One of a batch.
 *
 * @param key its own key
 * @param business what it does; two items of one business and one key ask the same
 */
public record BatchItem(String key, String business) {}
