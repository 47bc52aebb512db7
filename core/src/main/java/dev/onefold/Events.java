package dev.onefold;

import dev.onefold.event.OnefoldListener;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells every listener, and survives each of them. */
final class Events implements OnefoldListener {

    private static final Logger log = LoggerFactory.getLogger(Onefold.class);

    private final List<OnefoldListener> listeners;

    Events(List<OnefoldListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public void answered(String operation, RecordId id, Outcome.Kind kind, Duration took) {
        tell(listener -> listener.answered(operation, id, kind, took));
    }

    @Override
    public void failed(String operation, RecordId id, Throwable failure, Duration took) {
        tell(listener -> listener.failed(operation, id, failure, took));
    }

    @Override
    public void leaseLost(String operation, RecordId id, long fence) {
        tell(listener -> listener.leaseLost(operation, id, fence));
    }

    @Override
    public void retried(String operation, RecordId id, Throwable failure) {
        tell(listener -> listener.retried(operation, id, failure));
    }

    /** Whether anybody listens, and a request is to be {@link #observed}. */
    boolean isHeard() {
        return !listeners.isEmpty();
    }

    /** Runs a request and tells how it ended. */
    <T> Outcome<T> observed(Time time, Operation<T> operation, Call call, Supplier<Outcome<T>> run) {
        long from = time.nanos();
        try {
            Outcome<T> outcome = run.get();
            answered(operation.name(), call.id(), outcome.kind(), Duration.ofNanos(time.nanos() - from));
            return outcome;
        } catch (Throwable failure) {
            failed(operation.name(), call.id(), failure, Duration.ofNanos(time.nanos() - from));
            throw failure;
        }
    }

    private void tell(Consumer<OnefoldListener> event) {
        for (OnefoldListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException e) {
                log.warn("A listener failed and was ignored: {}", listener, e);
            }
        }
    }
}
