package dev.onefold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.onefold.TransactionalProtocol.Effect;
import dev.onefold.TransactionalProtocol.Event;
import dev.onefold.TransactionalProtocol.State;
import dev.onefold.store.Sighting;
import dev.onefold.store.Verdict;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Walks every state that any events can lead to, and asks of each path what must hold of all. */
class TransactionalProtocolTest {

    private static final Rejection NO = Rejection.of("no", "no");
    private static final Sighting RECORD = new Sighting.Finished(
            "pay", Fingerprint.ofText("a"), Verdict.APPLIED, "", Content.text("yes"), Instant.EPOCH);
    private static final List<Event<String>> EVENTS = List.of(
            new Event.Opened<>(false),
            new Event.Opened<>(true),
            new Event.Granted<>(),
            new Event.Busy<>(),
            new Event.Seen<>(RECORD),
            new Event.Done<>(),
            new Event.Decided<>(new Decision.Accept<>("yes")),
            new Event.Decided<>(new Decision.Decline<>(NO)),
            new Event.Decided<>(new Decision.Reject<>(NO)),
            new Event.Decided<>(new Decision.Discard<>(NO)),
            new Event.Conflict<>(),
            new Event.Lost<>(),
            new Event.Failed<>(new IllegalStateException("may pass"), true),
            new Event.Failed<>(new IllegalStateException("will not pass"), false));

    /** What matters of the way to a state. */
    private record Way(boolean open, boolean worked, boolean saved, boolean committed, boolean dirty) {

        /** The way on, when this effect has come to this event. */
        Way after(State<String> state, Event<String> event) {
            boolean failed = event instanceof Event.Failed;
            Effect<String> last = state.last();
            if (last instanceof Effect.Open) {
                assertThat(open).as("opened twice").isFalse();
                return new Way(!failed, false, false, false, false);
            }
            assertThat(open).as("%s without a transaction", last).isTrue();
            if (last instanceof Effect.Close) {
                assertThat(state.joined() && dirty && !failed)
                        .as("effects left in the caller's transaction")
                        .isFalse();
                return new Way(false, false, false, committed, false);
            }
            if (last instanceof Effect.Work) {
                assertThat(worked || saved).as("work after work or save").isFalse();
                return new Way(true, true, false, committed, true);
            }
            if (last instanceof Effect.Undo) {
                assertThat(state.joined()).isTrue();
                return new Way(true, worked, false, committed, failed && dirty);
            }
            if (last instanceof Effect.Save) {
                boolean kept = event instanceof Event.Done;
                return new Way(true, worked, kept, committed, kept ? false : dirty);
            }
            if (last instanceof Effect.Commit) {
                assertThat(state.joined())
                        .as("commits the caller's transaction")
                        .isFalse();
                boolean none = failed || event instanceof Event.Conflict;
                return new Way(true, worked, !none, !none, false);
            }
            return this;
        }
    }

    private record Place(State<String> step, Way way) {}

    @Test
    void everyWayEnds() {
        Set<Place> seen = new HashSet<>();
        Deque<Place> open = new ArrayDeque<>();
        open.add(new Place(TransactionalProtocol.begin(), new Way(false, false, false, false, false)));
        int ends = 0;
        while (!open.isEmpty()) {
            Place place = open.removeFirst();
            if (!seen.add(place)) {
                continue;
            }
            List<Place> next = following(place);
            if (next.isEmpty()) {
                checkEnd(place);
                ends++;
            }
            open.addAll(next);
        }
        System.out.printf("Transactional protocol: %d states, %d ends%n", seen.size(), ends);
        assertThat(seen).hasSizeGreaterThan(200);
        assertThat(ends).isPositive();
    }

    private static List<Place> following(Place place) {
        List<Place> next = new ArrayList<>();
        for (Event<String> event : EVENTS) {
            State<String> state = place.step();
            if (isEnd(place.step().last()) || !legal(state.last(), event)) {
                assertThatIllegalStateException()
                        .as("%s after %s", event, state.last())
                        .isThrownBy(() -> TransactionalProtocol.next(state, event));
            } else if (!undoFailsUnnoticed(state, event)) {
                next.add(new Place(
                        TransactionalProtocol.next(state, event), place.way().after(state, event)));
            }
        }
        return next;
    }

    /** A store whose undo fails has broken the caller's transaction: nothing of it commits. */
    private static boolean undoFailsUnnoticed(State<String> state, Event<String> event) {
        return state.last() instanceof Effect.Undo && event instanceof Event.Failed;
    }

    /** By the protocol's documentation, written down a second time. */
    private static boolean legal(Effect<String> last, Event<String> event) {
        if (event instanceof Event.Failed) {
            return true;
        }
        return switch (last.getClass().getSimpleName()) {
            case "Open" -> event instanceof Event.Opened;
            case "Claim" ->
                event instanceof Event.Granted || event instanceof Event.Busy || event instanceof Event.Seen;
            case "Work" -> event instanceof Event.Decided;
            case "Save" -> event instanceof Event.Done || event instanceof Event.Conflict;
            case "Commit" ->
                event instanceof Event.Done || event instanceof Event.Lost || event instanceof Event.Conflict;
            default -> event instanceof Event.Done;
        };
    }

    private static boolean isEnd(Effect<String> effect) {
        return effect instanceof Effect.Answer || effect instanceof Effect.AnswerFrom || effect instanceof Effect.Fail;
    }

    private static void checkEnd(Place place) {
        Way way = place.way();
        State<String> state = place.step();
        assertThat(way.open()).as("left open").isFalse();
        if (place.step().last() instanceof Effect.Answer<String> answer) {
            Outcome<String> outcome = answer.outcome();
            boolean told = outcome instanceof Outcome.Applied
                    || (outcome instanceof Outcome.Rejected<String> rejected
                            && rejected.memory() == Outcome.Rejected.Memory.REMEMBERED);
            assertThat(told && !way.committed() && !state.joined())
                    .as("%s without a commit", outcome)
                    .isFalse();
            assertThat(way.committed() && !told && !(outcome instanceof Outcome.Unknown))
                    .as("%s after a commit", outcome)
                    .isFalse();
        }
    }

    @Test
    void aRejectionIsKeptOverEveryRetryAndAnAcceptNever() {
        State<String> rejected = until(new Event.Decided<>(new Decision.Reject<>(NO)));
        rejected = TransactionalProtocol.next(rejected, new Event.Done<>());
        rejected = TransactionalProtocol.next(rejected, new Event.Opened<>(false));
        rejected = TransactionalProtocol.next(rejected, new Event.Granted<>());
        assertThat(rejected.last()).isInstanceOf(Effect.Commit.class);
        assertThat(rejected.decision()).isEqualTo(new Decision.Reject<>(NO));

        State<String> accepted = until(new Event.Decided<>(new Decision.Accept<>("yes")));
        accepted = TransactionalProtocol.next(accepted, EVENTS.get(12));
        accepted = TransactionalProtocol.next(accepted, new Event.Done<>());
        accepted = TransactionalProtocol.next(accepted, new Event.Opened<>(false));
        accepted = TransactionalProtocol.next(accepted, new Event.Granted<>());
        assertThat(accepted.last()).isInstanceOf(Effect.Work.class);
    }

    private static State<String> until(Event<String> decided) {
        State<String> step = TransactionalProtocol.begin();
        step = TransactionalProtocol.next(step, new Event.Opened<>(false));
        step = TransactionalProtocol.next(step, new Event.Granted<>());
        return TransactionalProtocol.next(step, decided);
    }
}
