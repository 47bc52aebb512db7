package dev.onefold;

import dev.onefold.SimFact.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Everything that happened in one run. */
final class SimHistory {

    private final List<List<Entry>> byKey = new ArrayList<>();
    private final List<Entry> timeline = new ArrayList<>();
    private final boolean tracing;

    SimHistory(boolean tracing) {
        this.tracing = tracing;
        for (int key = 0; key < SimIntent.KEYS; key++) {
            byKey.add(new ArrayList<>());
        }
    }

    void add(Entry entry) {
        byKey.get(entry.key()).add(entry);
        if (tracing) {
            timeline.add(entry);
        }
    }

    /** Only for whoever reads the timeline. */
    void note(long at, long storeAt, int key, Supplier<String> text) {
        if (tracing) {
            timeline.add(new Entry(at, storeAt, key, new SimFact.Note(text.get())));
        }
    }

    List<Entry> of(int key) {
        return byKey.get(key);
    }

    String timeline() {
        StringBuilder text = new StringBuilder();
        timeline.forEach(entry -> text.append(entry).append('\n'));
        return text.toString();
    }
}
