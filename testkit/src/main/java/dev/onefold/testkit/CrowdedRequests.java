package dev.onefold.testkit;

import dev.onefold.Call;
import dev.onefold.Coalesced;
import dev.onefold.Decision;
import dev.onefold.Onefold;
import dev.onefold.Operation.Batching;
import dev.onefold.Outcome;
import dev.onefold.Rejection;
import dev.onefold.TransactionalOperation;
import dev.onefold.Work;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Every request in a batch with two strangers, one of whom leads it. Strangers decline, which every codec can tell. A
 * request that is answered without getting into line leaves them to themselves.
 */
final class CrowdedRequests<C> implements Requests<C> {

    private static final Batching ONE_BATCH = new Batching(64, 1, 64, Duration.ofSeconds(60));
    private static final Rejection STRANGER = Rejection.of("stranger", "nothing to do with it");

    private final Onefold<C> engine;
    private final HeldCommitter committer;

    CrowdedRequests(Onefold<C> engine, HeldCommitter committer) {
        this.engine = engine;
        this.committer = committer;
    }

    @Override
    public <T, X extends Exception> Outcome<T> decide(
            TransactionalOperation<T> operation, Call call, Work<C, Decision<T>, X> work) throws X {
        Coalesced<Work<C, Decision<T>, X>, T, X> line = CoalescedRequests.line(engine, operation, ONE_BATCH);
        Runnable batch = heldBatch(line);
        AtomicBoolean answered = new AtomicBoolean();
        try (Crew crew = new Crew()) {
            Future<?> departure = crew.start(() -> {
                Runnable patience = Patience.limit();
                while (line.waiting() == 0 && !answered.get()) {
                    patience.run();
                }
                var second = line.submit(stranger(), declining());
                batch.run();
                return second.isDone();
            });
            try {
                return line.execute(call, work);
            } finally {
                answered.set(true);
                awaitEnd(departure);
            }
        }
    }

    /** A batch with one stranger in it so far. One at a time: what a committer is given does not say who it is of. */
    private synchronized <T, X extends Exception> Runnable heldBatch(Coalesced<Work<C, Decision<T>, X>, T, X> line) {
        var leader = line.submit(stranger(), declining());
        assert !leader.isDone();
        return committer.take();
    }

    private static <C, T, X extends Exception> Work<C, Decision<T>, X> declining() {
        return resource -> new Decision.Decline<>(STRANGER);
    }

    private static Call stranger() {
        return Call.of(ContractGroup.SCOPE, ContractGroup.unique("stranger"), ContractGroup.CONTENT);
    }

    private static void awaitEnd(Future<?> departure) {
        try {
            Crew.result(departure);
        } catch (Exception e) {
            throw new AssertionError("The strangers did not come to their end", e);
        }
    }
}
