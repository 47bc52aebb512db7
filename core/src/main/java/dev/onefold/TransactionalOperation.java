package dev.onefold;

/**
 * An operation whose record commits with its effect. Made by {@link Operation#transactional}.
 *
 * @param <T> its answer
 */
public record TransactionalOperation<T>(String name, Codec<T> codec, Retention retention, Waiting waiting)
        implements Operation<T> {

    public TransactionalOperation {
        Limits.check("The length of an operation's name", name.length(), 1, 100);
    }

    public TransactionalOperation<T> with(Retention other) {
        return new TransactionalOperation<>(name, codec, other, waiting);
    }

    public TransactionalOperation<T> with(Waiting other) {
        return new TransactionalOperation<>(name, codec, retention, other);
    }
}
