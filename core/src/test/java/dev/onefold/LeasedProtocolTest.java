package dev.onefold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.onefold.LeasedProtocol.Effect;
import dev.onefold.LeasedProtocol.Event;
import dev.onefold.LeasedProtocol.State;
import dev.onefold.LeasedProtocol.Step;
import dev.onefold.Operation.Doubt;
import dev.onefold.store.LeasedStore.Lease;
import dev.onefold.store.Sighting;
import dev.onefold.store.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Walks every state that any events can lead to, and asks of each path what must hold of all. */
class LeasedProtocolTest {

    private static final Rejection NO = Rejection.of("no", "no");
    private static final Fingerprint CONTENT = Fingerprint.ofText("a");
    private static final Lease LEASE = new Lease(RecordId.of(new Scope("", "me"), "key"), "owner", 7);
    private static final Sighting RECORD =
            new Sighting.Finished("pay", CONTENT, Verdict.APPLIED, "", Content.text("yes"), Instant.EPOCH);
    private static final Event<String> NO_REPLY = new Event.NoReply<>(new IllegalStateException("no reply"));
    private static final List<Event<String>> EVENTS = List.of(
            new Event.Granted<>(LEASE),
            new Event.Busy<>(),
            new Event.Seen<>(RECORD),
            new Event.Seen<>(new Sighting.Held("pay", CONTENT, Duration.ofSeconds(1))),
            new Event.Seen<>(new Sighting.InDoubt("pay", CONTENT)),
            new Event.Seen<>(new Sighting.Absent()),
            new Event.Decided<>(new Decision.Accept<>("yes")),
            new Event.Decided<>(new Decision.Decline<>(NO)),
            new Event.Decided<>(new Decision.Reject<>(NO)),
            new Event.Decided<>(new Decision.Discard<>(NO)),
            new Event.Threw<>(new IllegalStateException("broke")),
            new Event.Done<>(true),
            new Event.Done<>(false),
            NO_REPLY);

    /** What matters of the way to a state: how the work ended if it did, and whether the save was confirmed. */
    private record Way(@Nullable Event<String> end, boolean saved) {}

    private record Place(Step<String> step, Way way) {}

    @ParameterizedTest
    @EnumSource
    void everyWayEnds(Doubt doubt) {
        Set<Place> seen = new HashSet<>();
        Deque<Place> open = new ArrayDeque<>();
        open.add(new Place(LeasedProtocol.begin(doubt), new Way(null, false)));
        int ends = 0;
        while (!open.isEmpty()) {
            Place place = open.removeFirst();
            if (!seen.add(place)) {
                continue;
            }
            List<Place> next = following(place, doubt);
            if (next.isEmpty()) {
                checkEnd(place);
                ends++;
            }
            open.addAll(next);
        }
        System.out.printf("Leased protocol, %s: %d states, %d ends%n", doubt, seen.size(), ends);
        assertThat(seen).hasSizeGreaterThan(100);
        assertThat(ends).isPositive();
    }

    private static List<Place> following(Place place, Doubt doubt) {
        State<String> state = place.step().state();
        List<Place> next = new ArrayList<>();
        for (Event<String> event : EVENTS) {
            if (legal(state, event)) {
                next.add(new Place(LeasedProtocol.next(state, event), on(place.way(), state, event, doubt)));
            } else {
                assertThatIllegalStateException()
                        .as("%s after %s", event, state.last())
                        .isThrownBy(() -> LeasedProtocol.next(state, event));
            }
        }
        return next;
    }

    private static Way on(Way way, State<String> state, Event<String> event, Doubt doubt) {
        Effect<String> last = state.last();
        if (state.pausing()) {
            return way;
        }
        if (last instanceof Effect.Work) {
            assertThat(way.end()).as("works twice").isNull();
            return new Way(event, false);
        }
        if (last instanceof Effect.Release) {
            boolean threw = way.end() instanceof Event.Threw;
            assertThat(isDiscard(way.end()) || (threw && doubt == Doubt.RUN_AGAIN))
                    .as("frees the key after %s", way.end())
                    .isTrue();
        } else if (last instanceof Effect.Doubt) {
            assertThat(doubt).isEqualTo(Doubt.ASK);
            assertThat(way.end()).isInstanceOf(Event.Threw.class);
        } else if (last instanceof Effect.Complete) {
            assertThat(way.end()).isInstanceOf(Event.Decided.class);
            return new Way(way.end(), event.equals(new Event.Done<>(true)));
        }
        return way;
    }

    private static boolean isDiscard(@Nullable Event<String> end) {
        return end instanceof Event.Decided<String> decided && decided.decision() instanceof Decision.Discard;
    }

    /** By the protocol's documentation, written down a second time. */
    private static boolean legal(State<String> state, Event<String> event) {
        if (state.pausing()) {
            return event instanceof Event.Done;
        }
        boolean silent = event instanceof Event.NoReply;
        return switch (state.last().getClass().getSimpleName()) {
            case "Acquire" ->
                silent || event instanceof Event.Granted || event instanceof Event.Busy || event instanceof Event.Seen;
            case "Work" -> event instanceof Event.Decided || event instanceof Event.Threw;
            case "Complete", "Release", "Doubt" -> silent || event instanceof Event.Done;
            case "Look" -> silent || event instanceof Event.Seen;
            default -> false;
        };
    }

    private static void checkEnd(Place place) {
        Way way = place.way();
        Effect<String> end = place.step().effect();
        if (end instanceof Effect.Answer<String> answer && way.end() != null) {
            boolean told = answer.outcome() instanceof Outcome.Applied
                    || (answer.outcome() instanceof Outcome.Rejected<String> rejected
                            && rejected.memory() == Outcome.Rejected.Memory.REMEMBERED);
            assertThat(told).as("%s", answer).isEqualTo(way.saved());
            assertThat(told || isDiscard(way.end()) || answer.outcome() instanceof Outcome.Unknown)
                    .as("%s", answer)
                    .isTrue();
        }
        if (end instanceof Effect.Fail) {
            assertThat(way.end() == null || way.end() instanceof Event.Threw)
                    .as("a failure hides what happened")
                    .isTrue();
        }
    }

    @Test
    void aSaveIsTriedForAboutSixSeconds() {
        Step<String> step = LeasedProtocol.begin(Doubt.ASK);
        step = LeasedProtocol.next(step.state(), new Event.Granted<>(LEASE));
        step = LeasedProtocol.next(step.state(), new Event.Decided<>(new Decision.Accept<>("yes")));
        Duration waited = Duration.ZERO;
        while (!(step.effect() instanceof Effect.Answer)) {
            if (step.effect() instanceof Effect.Pause<String> pause) {
                waited = waited.plus(pause.length());
                step = LeasedProtocol.next(step.state(), new Event.Done<>(true));
                assertThat(step.effect()).isEqualTo(new Effect.Complete<>(LEASE, new Decision.Accept<>("yes")));
            } else {
                step = LeasedProtocol.next(step.state(), NO_REPLY);
            }
        }
        assertThat(waited).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(7));
        assertThat(((Effect.Answer<String>) step.effect()).outcome()).isInstanceOf(Outcome.Unknown.class);
    }
}
