package dev.onefold.conformance;

/** The server does not offer what a rule needs: the rule is not applicable, for this reason. */
public final class NotOfferedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** For a reason that can follow "not applicable:". */
    public NotOfferedException(String reason) {
        super(reason);
    }
}
