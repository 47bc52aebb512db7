package dev.onefold;

/**
 * Thrown by work to say no: the effects of the work are undone and the rejection is remembered, so that a repeat gets
 * the same no. Subclass it for the rejections of a domain.
 */
public class RejectedException extends RuntimeException {

    private final transient Rejection rejection;

    public RejectedException(Rejection rejection) {
        super(rejection.code(), null, false, false);
        this.rejection = rejection;
    }

    public Rejection rejection() {
        return rejection;
    }
}
