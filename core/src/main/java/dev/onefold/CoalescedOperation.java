package dev.onefold;

/**
 * A transactional operation whose requests are committed several at a time. Made by {@link Operation#coalesced}, run by
 * {@link Onefold#coalesced}.
 *
 * @param <T> its answer
 */
public record CoalescedOperation<T>(
        String name, Codec<T> codec, Retention retention, Waiting waiting, Batching batching) implements Operation<T> {

    public CoalescedOperation {
        Limits.check("The length of an operation's name", name.length(), 1, 100);
    }

    public CoalescedOperation<T> with(Retention other) {
        return new CoalescedOperation<>(name, codec, other, waiting, batching);
    }

    public CoalescedOperation<T> with(Waiting other) {
        return new CoalescedOperation<>(name, codec, retention, other, batching);
    }

    public CoalescedOperation<T> with(Batching other) {
        return new CoalescedOperation<>(name, codec, retention, waiting, other);
    }
}
