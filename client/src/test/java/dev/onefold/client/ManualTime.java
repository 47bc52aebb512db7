package dev.onefold.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only in pauses, at once. */
final class ManualTime implements ClientTime {

    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final AtomicLong nanos = new AtomicLong();

    @Override
    public Instant now() {
        return Instant.parse("2026-11-27T00:00:00Z").plusNanos(nanos.get());
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public void pause(Duration length) {
        pauses.add(length);
        pass(length);
    }

    void pass(Duration length) {
        nanos.addAndGet(length.toNanos());
    }
}
