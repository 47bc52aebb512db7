package dev.onefold;

import dev.onefold.store.NewRecord;
import org.jspecify.annotations.Nullable;

/** What truly happened, as only somebody who sees everything can know. The rules judge nothing else. */
sealed interface SimFact {

    /** One fact, when it happened by the simulation's clock and by the store's, and to which key. */
    record Entry(long at, long storeAt, int key, SimFact fact) {
        @Override
        public String toString() {
            return String.format("%7d (store %7d) key %d %s", at, storeAt, key, fact);
        }
    }

    record Began(int run, SimIntent intent) implements SimFact {}

    record Ended(int run) implements SimFact {}

    /** The store looked for a record, and time passed for it. */
    record Looked(int run) implements SimFact {}

    /** Work began; {@code fresh} if its claim saw everything that was committed. */
    record Working(int run, SimIntent intent, boolean fresh) implements SimFact {}

    /** An effect of the work became durable, where nothing refuses it. */
    record Happened(int run, SimIntent intent, String value) implements SimFact {}

    /** A write reached the fenced system: a value, or null to clear it. */
    record Wrote(int run, long fence, @Nullable String value, boolean accepted) implements SimFact {}

    /** A record became durable; its retention runs from {@code from}, by the store's clock. */
    record Recorded(int run, NewRecord record, long from) implements SimFact {
        boolean keepsEffects() {
            return !record.code().equals(SimScript.REJECTED);
        }

        String value() {
            return record.content().text();
        }
    }

    /** What was forgotten is gone, wherever the store's clock goes next. */
    record Purged() implements SimFact {}

    /** A claim was given up as if nothing had happened, by its owner or, without a name, by an operator. */
    record Freed(String by) implements SimFact {}

    record Answered(int run, SimIntent intent, Outcome<String> outcome) implements SimFact {}

    record Locked(int transaction) implements SimFact {}

    record Unlocked(int transaction) implements SimFact {}

    /** A lease was granted; {@code displaced} held the claim before, until then by the store's clock. */
    record Granted(String owner, long fence, @Nullable String displaced, long displacedUntil) implements SimFact {}

    record Renewed(String owner) implements SimFact {}

    record Refused(String owner, String holder) implements SimFact {}

    /** One owner changed a claim that this or another one held. */
    record Changed(String owner, long fence, String holder, long heldFence) implements SimFact {}

    /** With no fault left, and after every retry, there was no final answer. */
    record Stuck(SimIntent intent) implements SimFact {}

    record Note(String text) implements SimFact {}
}
