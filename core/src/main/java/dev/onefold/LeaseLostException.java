package dev.onefold;

/**
 * A run found that its claim is another's or gone, so its effects must not commit. Thrown inside the business
 * transaction of leased work, to roll it back.
 */
public final class LeaseLostException extends RuntimeException {

    public LeaseLostException(Attempt attempt) {
        super("Key " + attempt.id() + " is no longer held under fence " + attempt.fence());
    }
}
