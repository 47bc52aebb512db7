package dev.onefold;

/**
 * The records could not be read or written, so the work was not run, or was undone: nothing happened, and the same
 * request may be sent again under the same key.
 */
public final class StoreUnavailableException extends RuntimeException {

    private StoreUnavailableException(Throwable cause) {
        super("The store of idempotency records did not answer; nothing happened, retry with the same key", cause);
    }

    static StoreUnavailableException because(Throwable cause) {
        return cause instanceof StoreUnavailableException known ? known : new StoreUnavailableException(cause);
    }
}
