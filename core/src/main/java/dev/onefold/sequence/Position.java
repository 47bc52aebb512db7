package dev.onefold.sequence;

/**
 * How far a source has come.
 *
 * @param epoch the highest it has used
 * @param mark its low-water mark: of this epoch, this number and all below it are settled, and never accepted any more
 */
public record Position(long epoch, long mark) {}
