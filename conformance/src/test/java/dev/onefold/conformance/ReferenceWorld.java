package dev.onefold.conformance;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What the reference server and its control share. */
final class ReferenceWorld implements Control {

    /** What is known of one key. */
    static final class Entry {
        final String fingerprint;
        final CountDownLatch ended = new CountDownLatch(1);
        volatile @Nullable ReferenceAnswer answer;
        volatile long endedAtMillis;
        volatile boolean answerStored = true;

        Entry(String fingerprint) {
            this.fingerprint = fingerprint;
        }
    }

    /** A gate that holds one. */
    private static final class Gate implements Hold {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        @Override
        public void awaitReached() {
            await(reached);
        }

        @Override
        public void release() {
            open.countDown();
        }
    }

    final Set<Defect> defects;
    final Map<String, Entry> entries = new ConcurrentHashMap<>();
    final Map<String, Integer> things = new ConcurrentHashMap<>();
    final AtomicLong serials = new AtomicLong();
    final AtomicLong replays = new AtomicLong();
    final AtomicReference<@Nullable KillPoint> dying = new AtomicReference<>();
    final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> effects = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> executions = new ConcurrentHashMap<>();
    private final Map<String, Gate> gates = new ConcurrentHashMap<>();
    private final CyclicBarrier meeting = new CyclicBarrier(2);
    private volatile long aheadMillis;
    volatile boolean storeThere = true;
    volatile boolean uniqueBusinesses;

    ReferenceWorld(Set<Defect> defects) {
        this.defects = defects;
    }

    boolean has(Defect defect) {
        return defects.contains(defect);
    }

    long now() {
        return System.currentTimeMillis() + aheadMillis;
    }

    /** A handler starts for this business: how often it was started so far. */
    int start(String business) {
        int count =
                executions.computeIfAbsent(business, any -> new AtomicInteger()).incrementAndGet();
        Gate gate = gates.remove(business);
        if (gate != null) {
            gate.reached.countDown();
            await(gate.open);
        }
        return count;
    }

    void happen(String business) {
        effects.computeIfAbsent(business, any -> new AtomicInteger()).incrementAndGet();
    }

    /** Two that race meet here, if there are two. */
    void meet() {
        try {
            meeting.await(500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.BrokenBarrierException | java.util.concurrent.TimeoutException alone) {
            meeting.reset();
        }
    }

    boolean dies(KillPoint point) {
        return dying.compareAndSet(point, null);
    }

    @Override
    public int effects(String business) {
        return Optional.ofNullable(effects.get(business))
                .map(AtomicInteger::get)
                .orElse(0);
    }

    @Override
    public int executions(String business) {
        return Optional.ofNullable(executions.get(business))
                .map(AtomicInteger::get)
                .orElse(0);
    }

    @Override
    public Hold hold(String business) {
        Gate gate = new Gate();
        gates.put(business, gate);
        return gate;
    }

    @Override
    public void dieAt(KillPoint point) {
        dying.set(point);
    }

    @Override
    public void clockAhead(Duration ahead) {
        aheadMillis = ahead.toMillis();
    }

    @Override
    public void removeExpired() {
        if (has(Defect.FORGETS_EARLY)) {
            entries.clear();
        }
    }

    @Override
    public void storeAvailable(boolean available) {
        storeThere = available;
    }

    @Override
    public void permitted(Caller caller, boolean permitted) {
        String user = caller.name();
        if (permitted) {
            refused.remove(user);
        } else {
            refused.add(user);
        }
    }

    @Override
    public String stored() {
        StringBuilder all = new StringBuilder();
        entries.forEach((id, entry) -> {
            ReferenceAnswer answer = entry.answer;
            all.append(id).append(' ').append(entry.fingerprint).append(' ');
            all.append(answer == null || !entry.answerStored ? "" : answer.fields() + answer.body())
                    .append('\n');
        });
        return all.toString();
    }

    @Override
    public String openApi() {
        String key = has(Defect.UNDECLARED)
                ? "{\"name\":\"Idempotency-Key\",\"in\":\"header\"}"
                : "{\"name\":\"Idempotency-Key\",\"in\":\"header\",\"schema\":{\"maxLength\":255}}";
        return "{\"paths\":{\"/things\":{\"post\":{\"parameters\":[" + key
                + "],\"responses\":{\"409\":{},\"422\":{}},\"x-idempotency\":{\"required\":true}}}}}";
    }

    @Override
    public long replaysCounted() {
        return replays.get();
    }

    @Override
    public String logged() {
        return "";
    }

    @Override
    public void reset() {
        gates.values().forEach(Gate::release);
        gates.clear();
        dying.set(null);
        aheadMillis = 0;
        storeThere = true;
        refused.clear();
    }

    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody came");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
