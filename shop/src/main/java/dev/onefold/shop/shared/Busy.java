package dev.onefold.shop.shared;

/** Another transaction is at work on the same rows: roll back, and try again in a new one. It carries no stack trace. */
public final class Busy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Busy() {
        super("Another transaction is at work", null, false, false);
    }
}
