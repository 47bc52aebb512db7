package dev.onefold.check.rule;

import dev.onefold.check.wire.Exchange.Unanswered;

/** A request that must be answered was not. */
public final class NoAnswerException extends RuntimeException {

    private final transient Unanswered end;

    NoAnswerException(Unanswered end) {
        super(end.detail());
        this.end = end;
    }

    /** What came instead. */
    public Unanswered end() {
        return end;
    }
}
