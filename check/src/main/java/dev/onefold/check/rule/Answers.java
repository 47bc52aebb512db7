package dev.onefold.check.rule;

import dev.onefold.check.wire.WireResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What an answer says, whatever a server's taste in statuses. */
final class Answers {

    /** Someone else is at work, come again: the draft's 409, and what others use. */
    private static final Set<Integer> IN_PROGRESS = Set.of(409, 423, 425, 429, 503);

    private Answers() {}

    static boolean accepted(WireResponse answer) {
        return answer.isOfClass(2);
    }

    static boolean refused(WireResponse answer) {
        return answer.isOfClass(4);
    }

    static boolean mayBeInProgress(WireResponse answer) {
        return IN_PROGRESS.contains(answer.status());
    }

    /**
     * Whether both tell of the same thing: the bytes, or where there are none, the place. The status does not count: some
     * answer the first request with 201 and its repeat with 200.
     */
    static boolean same(WireResponse one, WireResponse other) {
        return one.body().equals(other.body())
                && (!one.body().isEmpty() || one.header("Location").equals(other.header("Location")));
    }

    static boolean marked(WireResponse answer, List<String> markers) {
        return markers.stream()
                .flatMap(marker -> answer.headers(marker).stream())
                .map(value -> value.strip().toLowerCase(Locale.ROOT))
                .anyMatch(value -> value.equals("true") || value.equals("?1") || value.startsWith("replay"));
    }

    static String told(WireResponse answer) {
        return answer.status() + " with " + answer.body();
    }
}
