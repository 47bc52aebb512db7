package dev.onefold;

/**
 * An operation whose claim is held by a lease while it runs. Made by {@link Operation#leased}.
 *
 * @param <T> its answer
 */
public record LeasedOperation<T>(String name, Codec<T> codec, Retention retention, Waiting waiting, LeasePolicy lease)
        implements Operation<T> {

    public LeasedOperation {
        Limits.check("The length of an operation's name", name.length(), 1, 100);
    }

    public LeasedOperation<T> with(Retention other) {
        return new LeasedOperation<>(name, codec, other, waiting, lease);
    }

    public LeasedOperation<T> with(Waiting other) {
        return new LeasedOperation<>(name, codec, retention, other, lease);
    }

    public LeasedOperation<T> with(LeasePolicy other) {
        return new LeasedOperation<>(name, codec, retention, waiting, other);
    }
}
