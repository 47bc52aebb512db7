package dev.onefold.prover.storms;

/** What a round begins with was refused, so that there is nothing to race for. */
final class SetUpRefusedException extends RuntimeException {

    private final Call call;

    SetUpRefusedException(Call call, String answer) {
        super("the storm could not begin: it was answered " + answer);
        this.call = call;
    }

    Call call() {
        return call;
    }
}
