package dev.onefold.sequence;

import dev.onefold.Fingerprint;
import dev.onefold.Scope;

/**
 * One message of a source.
 *
 * @param source who sent it, by the credential it came with and never by what it says: else one caller could use up
 *     the numbers of another
 * @param epoch 0 or more; a source that begins its numbers anew, after a restore say, begins with a higher epoch
 * @param number 1 or more, and below the largest {@code long}
 * @param fingerprint of what the message says; the same number with another one is a mismatch
 */
public record Message(Scope source, long epoch, long number, Fingerprint fingerprint) {

    public Message {
        check(epoch, number);
    }

    /**
     * Checks what could be the epoch and number of a message.
     *
     * @throws IllegalArgumentException if they cannot
     */
    public static void check(long epoch, long number) {
        if (epoch < 0) {
            throw new IllegalArgumentException("An epoch is 0 or more, not " + epoch);
        }
        if (number < 1 || number == Long.MAX_VALUE) {
            throw new IllegalArgumentException("A number is 1 or more and below " + Long.MAX_VALUE + ", not " + number);
        }
    }
}
