package dev.onefold.testkit;

import dev.onefold.Outcome;
import dev.onefold.RecordId;
import dev.onefold.event.OnefoldListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what an engine told, in order, without the durations. Safe for use by many threads. */
public final class RecordingListener implements OnefoldListener {

    /** What was told. */
    public sealed interface Event {

        RecordId id();

        record Answered(String operation, RecordId id, Outcome.Kind kind) implements Event {}

        record Failed(String operation, RecordId id, Throwable failure) implements Event {}

        record LeaseLost(String operation, RecordId id, long fence) implements Event {}

        record Retried(String operation, RecordId id, Throwable failure) implements Event {}
    }

    private final List<Event> events = new CopyOnWriteArrayList<>();

    @Override
    public void answered(String operation, RecordId id, Outcome.Kind kind, Duration took) {
        events.add(new Event.Answered(operation, id, kind));
    }

    @Override
    public void failed(String operation, RecordId id, Throwable failure, Duration took) {
        events.add(new Event.Failed(operation, id, failure));
    }

    @Override
    public void leaseLost(String operation, RecordId id, long fence) {
        events.add(new Event.LeaseLost(operation, id, fence));
    }

    @Override
    public void retried(String operation, RecordId id, Throwable failure) {
        events.add(new Event.Retried(operation, id, failure));
    }

    /** All there is up to now. */
    public List<Event> events() {
        return List.copyOf(events);
    }

    /** Those of one type. */
    public <E extends Event> List<E> events(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
