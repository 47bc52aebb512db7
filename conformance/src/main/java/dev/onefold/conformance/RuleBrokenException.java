package dev.onefold.conformance;

/** The server did otherwise than the rule says. */
final class RuleBrokenException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RuleBrokenException(String whatWasSeen) {
        super(whatWasSeen);
    }
}
