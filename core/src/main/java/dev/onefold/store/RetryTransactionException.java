package dev.onefold.store;

/**
 * The database gave this transaction up in favour of others: a deadlock, or an order that cannot be made serial. Nothing of
 * it can be kept. Roll back, and run it again from its beginning in a new transaction, as {@link dev.onefold.Retries} does.
 */
public final class RetryTransactionException extends StoreException {

    public RetryTransactionException(String message, Throwable cause) {
        super(message, cause);
    }
}
