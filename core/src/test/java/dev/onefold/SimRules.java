package dev.onefold;

import dev.onefold.SimFact.Answered;
import dev.onefold.SimFact.Entry;
import dev.onefold.SimFact.Recorded;
import dev.onefold.store.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold of the facts of one key, whatever failed. */
final class SimRules {

    enum Rule {
        /** At most one effect until the key is forgotten, and exactly as the record says. */
        EFFECT_ONCE,
        /** One record until the key is forgotten: all answers are equal. */
        NO_DIVERGENCE,
        /** A request with other content never works on, and is never answered from, another's record. */
        MISMATCH,
        /** What was answered is in a record. */
        DURABLE,
        /** Whoever was told a remembered no never sees an effect afterwards. */
        NO_STANDS,
        /** Fences only grow. */
        FENCE,
        /** Work that cannot be repeated never starts twice, unless it was given up as not happened. */
        ASK_ONCE,
        /** Nobody changes a claim of another. */
        OWNERSHIP,
        /** No claim is granted while another's lease lasts. */
        LIVE_LEASE,
        /** No owner is turned away by its own claim. */
        OWN_CLAIM,
        /** No work begins that the record already makes useless. */
        NO_WASTED_WORK,
        /** "In progress" is only said while somebody is at work, or was within the last lease. */
        IN_PROGRESS,
        /** Without faults every request gets a final answer. */
        LIVENESS
    }

    record Violation(Rule rule, String what, Entry entry) {
        @Override
        public String toString() {
            return rule + ": " + what + "\n   at " + entry;
        }
    }

    private SimRules() {}

    static List<Violation> judge(SimWorld world, List<Entry> facts) {
        List<Violation> found = new ArrayList<>();
        List<SimJudge> judges = new ArrayList<>(
                List.of(new SimEffectJudge(world.plan()), new SimAnswerJudge(), new SimWorkJudge(world.plan())));
        judges.add(world.plan().transactional() ? new SimLockJudge() : new SimLeaseJudge(world.setBack()));
        SimMemory memory = new SimMemory();
        for (Entry entry : facts) {
            memory.pass(entry);
            for (SimJudge judge : judges) {
                judge.see(entry, memory, (rule, what) -> found.add(new Violation(rule, what, entry)));
            }
            memory.remember(entry);
        }
        return found;
    }

    /** Whether two runs were ever under way at once. */
    static boolean overlapped(List<Entry> facts) {
        Set<Integer> running = new HashSet<>();
        for (Entry entry : facts) {
            if (entry.fact() instanceof SimFact.Began began) {
                running.add(began.run());
                if (running.size() > 1) {
                    return true;
                }
            } else if (entry.fact() instanceof SimFact.Ended ended) {
                running.remove(ended.run());
            }
        }
        return false;
    }

    /** One group of rules, walking through the facts of a key. */
    interface SimJudge {

        void see(Entry entry, SimMemory memory, Verdicts verdicts);
    }

    interface Verdicts {
        void violated(Rule rule, String what);
    }

    /** Which record the key must still be known by. */
    static final class SimMemory {

        private @Nullable Recorded live;
        private long until;
        private long latest = Long.MIN_VALUE;
        private int generation;

        private void pass(Entry entry) {
            latest = Math.max(latest, entry.storeAt());
            if (live != null && latest >= until) {
                live = null;
                generation++;
            }
        }

        private void remember(Entry entry) {
            if (entry.fact() instanceof Recorded recorded) {
                live = recorded;
                latest = entry.storeAt();
                until = recorded.from() + recorded.record().knownFor().toMillis();
            }
        }

        /** The record that has not been forgotten, by any reading of the store's clock since. */
        @Nullable
        Recorded live() {
            return live;
        }

        /** How often the key was forgotten. */
        int generation() {
            return generation;
        }
    }

    /** Answers against records. */
    private static final class SimAnswerJudge implements SimJudge {

        private final List<Recorded> records = new ArrayList<>();
        private final List<Integer> generations = new ArrayList<>();
        private @Nullable Answered no;
        private int noIn;

        @Override
        public void see(Entry entry, SimMemory memory, Verdicts verdicts) {
            if (entry.fact() instanceof Recorded recorded) {
                Recorded live = memory.live();
                if (live != null) {
                    verdicts.violated(Rule.NO_DIVERGENCE, recorded.value() + " is recorded over " + live.value());
                }
                records.add(recorded);
                generations.add(memory.generation());
                afterNo(recorded.record().verdict() == Verdict.APPLIED, memory, verdicts);
            } else if (entry.fact() instanceof Answered answered) {
                answered(answered, memory, verdicts);
            } else if (entry.fact() instanceof SimFact.Stuck) {
                verdicts.violated(Rule.LIVENESS, "no final answer");
            }
        }

        private void afterNo(boolean success, SimMemory memory, Verdicts verdicts) {
            if (success && no != null && noIn == memory.generation()) {
                verdicts.violated(Rule.NO_STANDS, "a success after " + no);
            }
        }

        private void answered(Answered answered, SimMemory memory, Verdicts verdicts) {
            Outcome<String> outcome = answered.outcome();
            String value = null;
            boolean isNo = false;
            if (outcome instanceof Outcome.Applied<String> applied) {
                value = applied.value();
            } else if (outcome instanceof Outcome.Replayed<String> replayed) {
                value = replayed.value();
            } else if (outcome instanceof Outcome.Rejected<String> rejected
                    && rejected.memory() != Outcome.Rejected.Memory.FORGOTTEN) {
                value = rejected.rejection().detail().text();
                isNo = true;
            }
            if (value == null) {
                return;
            }
            Recorded source = source(value);
            if (source == null || isNo == (source.record().verdict() == Verdict.APPLIED)) {
                verdicts.violated(Rule.DURABLE, "no such record: " + value);
            } else if (!source.record()
                            .operation()
                            .equals(answered.intent().operation().name())
                    || !source.record()
                            .fingerprint()
                            .equals(answered.intent().call().fingerprint())) {
                verdicts.violated(Rule.MISMATCH, "answered from another request's record");
            }
            if (isNo) {
                no = answered;
                // the no may arrive long after it was recorded
                noIn = source == null ? memory.generation() : generations.get(records.indexOf(source));
            }
        }

        private @Nullable Recorded source(String value) {
            return records.stream()
                    .filter(record -> record.value().equals(value))
                    .findAny()
                    .orElse(null);
        }
    }
}
