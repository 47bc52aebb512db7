package dev.onefold.client;

import java.io.IOException;
import java.util.Optional;

/** What became of an intent. */
public sealed interface Result {

    /** The intent, which is kept: sent again, it has the same key. */
    Intent intent();

    /** How many attempts were made this time; 0 if none could be of use. */
    int attempts();

    /** Whether the intent is decided, and not {@link Unknown}. */
    default boolean isDecided() {
        return !(this instanceof Unknown);
    }

    /**
     * It happened, once.
     *
     * @param answer the server's, with its original status
     */
    record Done(Intent intent, Answer answer, int attempts) implements Result {
        /** Whether the answer had been given before, to an attempt whose reply was lost or of an earlier process. */
        public boolean isReplayed() {
            return answer.isReplayed();
        }
    }

    /**
     * It happened, once, in an earlier attempt whose answer the server does not tell any more. Read what it changed.
     *
     * @param answer says so
     */
    record DoneEarlier(Intent intent, Answer answer, int attempts) implements Result {
        /** The server's name for the operation, if it tells one. */
        public Optional<String> operationRef() {
            return answer.problemMember("operation_ref");
        }
    }

    /**
     * It did not happen, and will not under this intent. Who tries again, corrected or not, has a new intent.
     *
     * @param answer says why
     */
    record Refused(Intent intent, Answer answer, int attempts) implements Result {
        /** Whether a new intent for the same thing does no harm; unless the server denies it. */
        public boolean isSafeToTryAnew() {
            return answer.problemMember("safe_new_key")
                    .map(Boolean::parseBoolean)
                    .orElse(true);
        }
    }

    /**
     * It may have happened or not: neither a yes nor a no. Send the same intent again later ({@link OnefoldClient#resume});
     * never make a new one for the same thing before this one is decided.
     *
     * @param why no more attempts were made
     * @param lastAnswer of the last attempt, if it had one
     * @param lastFailure of the last attempt, if it had no answer
     */
    record Unknown(
            Intent intent, Reason why, Optional<Answer> lastAnswer, Optional<IOException> lastFailure, int attempts)
            implements Result {}

    /** Why attempts ended without a decision. */
    enum Reason {
        /** As many attempts as allowed. */
        ATTEMPTS_USED_UP,
        /** The next attempt would have come after the deadline; also because the server asked to wait for longer. */
        DEADLINE,
        /** Too many of the client's recent requests were retries: the server has enough to do. */
        RETRY_BUDGET,
        /** Turned away by something that does not know about earlier attempts, such as expired credentials. */
        TURNED_AWAY,
        /** The intent is older than the server's memory may be: another attempt might run it a second time. */
        TOO_OLD,
        /** The server has lost track for good. */
        LOST_BY_SERVER,
        /** The thread was interrupted; its flag is set. */
        INTERRUPTED
    }
}
