package dev.onefold;

import java.util.Arrays;
import java.util.List;

/** What one client wants: an operation with a content, under a key. Another intent may use the same key wrongly. */
record SimIntent(int key, Operation<String> operation, Call call, String name) {

    static final int KEYS = 3;

    private static final List<Fingerprint> CONTENTS =
            List.of(Fingerprint.ofText("content A"), Fingerprint.ofText("content B"));

    private static final List<RecordId> IDS = Arrays.asList(
            RecordId.of(new Scope("", "sim"), "key 0"),
            RecordId.of(new Scope("", "sim"), "key 1"),
            RecordId.of(new Scope("", "sim"), "key 2"));

    static SimIntent of(int key, Operation<String> operation, int content) {
        Call call = new Call(IDS.get(key), CONTENTS.get(content));
        return new SimIntent(key, operation, call, "key " + key + ' ' + operation.name() + ' ' + "AB".charAt(content));
    }

    static int keyOf(RecordId id) {
        return IDS.indexOf(id);
    }

    @Override
    public String toString() {
        return name;
    }
}
