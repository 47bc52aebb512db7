package dev.onefold.testkit;

import dev.onefold.Call;
import dev.onefold.Coalesced;
import dev.onefold.CoalescedOperation;
import dev.onefold.Decision;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Operation.Batching;
import dev.onefold.Outcome;
import dev.onefold.RejectedException;
import dev.onefold.TransactionalOperation;
import dev.onefold.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All requests of an operation in one line, each with work of its own. */
final class CoalescedRequests<C> implements Requests<C> {

    private final Onefold<C> engine;
    private final Map<String, Coalesced<?, ?, ?>> lines = new ConcurrentHashMap<>();

    CoalescedRequests(Onefold<C> engine) {
        this.engine = engine;
    }

    @Override
    @SuppressWarnings("unchecked") // one line for each operation, and T is the operation's
    public <T, X extends Exception> Outcome<T> decide(
            TransactionalOperation<T> operation, Call call, Work<C, Decision<T>, X> work) throws X {
        Coalesced<Work<C, Decision<T>, X>, T, X> line = (Coalesced<Work<C, Decision<T>, X>, T, X>)
                lines.computeIfAbsent(operation.name(), name -> line(engine, operation, Batching.DEFAULT));
        return line.execute(call, work);
    }

    /** A line of its own, in which each request brings its work. */
    static <C, T, X extends Exception> Coalesced<Work<C, Decision<T>, X>, T, X> line(
            Onefold<C> engine, TransactionalOperation<T> operation, Batching batching) {
        CoalescedOperation<T> coalesced = Operation.coalesced(operation.name(), operation.codec())
                .with(operation.retention())
                .with(operation.waiting())
                .with(batching);
        return engine.coalesced(coalesced, (resource, requests) -> {
            List<Decision<T>> decisions = new ArrayList<>();
            for (Work<C, Decision<T>, X> work : requests) {
                decisions.add(decision(resource, work));
            }
            return decisions;
        });
    }

    private static <C, T, X extends Exception> Decision<T> decision(C resource, Work<C, Decision<T>, X> work) throws X {
        try {
            return work.run(resource);
        } catch (RejectedException rejected) {
            return new Decision.Reject<>(rejected.rejection());
        }
    }
}
