package dev.onefold.jdbc;

import dev.onefold.store.NewRecord;
import dev.onefold.store.Verdict;

/** The parameters of the one statement that writes a finished record, head and body. */
final class Insert {

    private Insert() {}

    /**
     * In the order of the statement.
     *
     * @param first parameters in front of the record's
     */
    static Object[] parameters(NewRecord finished, Object... first) {
        byte[] content = finished.content().bytes();
        return Sql.all(
                new Object[] {
                    finished.answerFor().toMillis(),
                    finished.knownFor().toMillis(),
                    Statements.id(finished.id()),
                    finished.operation(),
                    finished.fingerprint().toBytes(),
                    verdict(finished),
                    finished.code(),
                    finished.content().mediaType(),
                    content.length,
                    content
                },
                first);
    }

    static int verdict(NewRecord finished) {
        return finished.verdict() == Verdict.REJECTED ? 1 : 0;
    }
}
