package dev.onefold.prover.storms;

import java.util.concurrent.atomic.AtomicBoolean;

/** A call in a race, and how many copies of it take part. */
final class Contender {

    private final Call call;
    private final int copies;
    private final AtomicBoolean applied = new AtomicBoolean();

    private Contender(Call call, int copies) {
        this.call = call;
        this.copies = copies;
    }

    static Contender of(Call call, int copies) {
        return new Contender(call, copies);
    }

    Call call() {
        return call;
    }

    int copies() {
        return copies;
    }

    /** True but for the second and later times something is told to have been executed just now. */
    boolean noteApplied(Reply reply) {
        return reply.kind(call) != Kind.APPLIED || applied.compareAndSet(false, true);
    }
}
