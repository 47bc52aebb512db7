package dev.onefold.store;

/** The store could not answer: it is down, too slow, or refused a statement. */
public class StoreException extends RuntimeException {

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
