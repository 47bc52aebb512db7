package dev.onefold.prover.load;

import dev.onefold.prover.trading.Document;
import dev.onefold.prover.verdict.Violation;
import dev.onefold.prover.verdict.Violations;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request and what its copies were told: all of them the same, and only one that it happened just now. Each kind of
 * violation is noted once a request, however many copies show it.
 */
final class Trade {

    private final Document document;
    private final String key;
    private final boolean mayBeOutOfStock;

    private int inFlight;
    private int applied;
    private boolean differed;
    private @Nullable Answer first;

    Trade(Document document, String key, boolean mayBeOutOfStock) {
        this.document = document;
        this.key = key;
        this.mayBeOutOfStock = mayBeOutOfStock;
    }

    Document document() {
        return document;
    }

    String key() {
        return key;
    }

    /** Notes that a copy goes out; true if another one is still out. */
    synchronized boolean sent() {
        return inFlight++ > 0;
    }

    synchronized void ended() {
        inFlight--;
    }

    /** The final answer its copies got, if one came. */
    synchronized Optional<Answer> answer() {
        return Optional.ofNullable(first);
    }

    /** Takes a final answer; true if it is the first one of this key. */
    synchronized boolean answered(Answer answer, Violations violations) {
        if (answer.accepted() && !answer.replayed() && ++applied == 2) {
            violations.add(violation("executed-again", "more than one copy was told that it was executed just now"));
        }
        if (first == null) {
            first = answer;
            refuseTheUnexpected(answer, violations);
            return true;
        }
        if (!first.sameAs(answer) && !differed) {
            differed = true;
            violations.add(violation("answers-differ", "one copy was told [" + first + "], another [" + answer + "]"));
        }
        return false;
    }

    private void refuseTheUnexpected(Answer answer, Violations violations) {
        boolean allowed = answer.accepted() || (mayBeOutOfStock && answer.outOfStock());
        if (!allowed) {
            violations.add(violation("refused", "it was answered [" + answer + "]"));
        }
    }

    Violation violation(String rule, String detail) {
        return new Violation(rule, document.reference(), List.of(key), detail);
    }
}
