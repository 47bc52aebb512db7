package dev.onefold.client;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Intents that die with the process. For callers that have their own way to give a repeated wish the same key, or whose
 * wishes die with them too. Bounded: refuses another intent when full.
 */
public final class InMemoryIntents implements Intents {

    private final Map<String, Stored> intents = new ConcurrentHashMap<>();
    private final int most;

    private InMemoryIntents(int most) {
        this.most = most;
    }

    /** Room for 100,000, of which the decided ones go first, oldest first, when it is full. */
    public static InMemoryIntents create() {
        return ofAtMost(100_000);
    }

    /**
     * Room for that many.
     *
     * @param most 1 to 10,000,000
     */
    public static InMemoryIntents ofAtMost(int most) {
        Limits.check("most", most, 1, 10_000_000);
        return new InMemoryIntents(most);
    }

    /** @throws IllegalStateException if it is full of intents that are open */
    @Override
    public Stored remember(Intent intent) {
        if (intents.size() >= most && !intents.containsKey(intent.id())) {
            makeRoom();
        }
        Stored before = intents.putIfAbsent(intent.id(), new Stored(intent, false, false));
        return before == null ? new Stored(intent, true, false) : before;
    }

    @Override
    public Optional<Stored> find(String id) {
        return Optional.ofNullable(intents.get(id));
    }

    @Override
    public void close(String id) {
        intents.computeIfPresent(id, (any, stored) -> new Stored(stored.intent(), false, true));
    }

    @Override
    public List<Intent> open(int most) {
        return intents.values().stream()
                .filter(stored -> !stored.isClosed())
                .map(Stored::intent)
                .sorted(Comparator.comparing(Intent::at))
                .limit(most)
                .toList();
    }

    @Override
    public int forgetClosed(Instant madeBefore) {
        List<String> ids = intents.values().stream()
                .filter(stored -> stored.isClosed() && stored.intent().at().isBefore(madeBefore))
                .map(stored -> stored.intent().id())
                .toList();
        ids.forEach(intents::remove);
        return ids.size();
    }

    /** Rarely, so it may look at all of them: a tenth goes at once. */
    private void makeRoom() {
        List<String> oldest = intents.values().stream()
                .filter(Stored::isClosed)
                .map(Stored::intent)
                .sorted(Comparator.comparing(Intent::at))
                .limit(most / 10 + 1L)
                .map(Intent::id)
                .toList();
        if (oldest.isEmpty()) {
            throw new IllegalStateException(most + " intents are open, which is all there is room for");
        }
        oldest.forEach(intents::remove);
    }
}
