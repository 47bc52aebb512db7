package dev.onefold.prover.load;

import java.util.concurrent.atomic.LongAdder;

/** What is counted while requests go out. */
final class Counts {

    final LongAdder requests = new LongAdder();
    final LongAdder overlapping = new LongAdder();
    final LongAdder applied = new LongAdder();
    final LongAdder replayed = new LongAdder();
    final LongAdder inProgress = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder unanswered = new LongAdder();
    final LongAdder thrownAway = new LongAdder();
    final LongAdder unavailable = new LongAdder();
    final LongAdder serverErrors = new LongAdder();
    final LongAdder copiesDone = new LongAdder();

    void saw(Answer answer) {
        if (answer.status() == 503) {
            unavailable.increment();
        } else if (answer.status() >= 500) {
            serverErrors.increment();
        } else if (answer.inProgress()) {
            inProgress.increment();
        } else if (answer.replayed()) {
            replayed.increment();
        } else if (answer.accepted()) {
            applied.increment();
        }
    }
}
