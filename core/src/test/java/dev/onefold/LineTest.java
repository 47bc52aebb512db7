package dev.onefold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Line.Departure;
import dev.onefold.Line.Place;
import dev.onefold.Operation.Batching;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every order in which up to six requests can enter a line, lead, leave, overtake and lose patience: a depth-first walk of the
 * tree of steps, each path on a line of its own, beside a model that says what each step should answer.
 */
class LineTest {

    private static final int REQUESTS = 6;
    private static final int LONGEST = 10;
    private static final Batching SMALL = new Batching(2, 2, 2, Duration.ofSeconds(1));

    private record Step(String what, int who) {}

    /** What is true of a line after some steps. */
    private static final class Model {
        private final Line<Integer> line = new Line<>(SMALL);
        private final List<Integer> waiting = new ArrayList<>();
        private final List<Integer> called = new ArrayList<>();
        private final List<Integer> aboard = new ArrayList<>();
        private final Set<Integer> done = new HashSet<>();
        private int entered;
        private double sharedLately = 1;

        List<Step> steps() {
            List<Step> steps = new ArrayList<>();
            if (entered < REQUESTS) {
                steps.add(new Step("enters", entered));
            }
            called.forEach(who -> steps.add(new Step("boards", who)));
            aboard.forEach(who -> steps.add(new Step("leaves", who)));
            waiting.forEach(who -> steps.add(new Step("withdraws", who)));
            waiting.forEach(who -> steps.add(new Step("overtakes", who)));
            called.forEach(who -> steps.add(new Step("withdraws", who)));
            return steps;
        }

        void make(Step step) {
            switch (step.what()) {
                case "enters" -> enter(step.who());
                case "boards" -> board(step.who());
                case "leaves" -> leave(step.who());
                case "overtakes" -> overtake(step.who());
                default -> withdraw(step.who());
            }
            assertThat(line.waiting()).isEqualTo(waiting.size());
            assertThat(leaders()).as("leaders").isLessThanOrEqualTo(SMALL.committers());
            if (!waiting.isEmpty()) {
                assertThat(leaders()).as("leaders while somebody waits").isPositive();
            }
        }

        /** One by one if they come so, and in a crowd a second only with a full batch. */
        private boolean mayLead(int together) {
            return leaders() == 0
                    || (leaders() < SMALL.committers() && (together >= SMALL.mostInBatch() || sharedLately < 2));
        }

        private int leaders() {
            return called.size() + aboard.size();
        }

        private void enter(int who) {
            entered++;
            Place place = line.enter(who);
            if (mayLead(waiting.size() + 1)) {
                assertThat(place).isEqualTo(Place.LEADS);
                called.add(who);
            } else if (waiting.size() < SMALL.mostWaiting()) {
                assertThat(place).isEqualTo(Place.WAITS);
                waiting.add(who);
            } else {
                assertThat(place).isEqualTo(Place.REFUSED);
                done.add(who);
            }
        }

        private void board(int who) {
            List<Integer> batch = new ArrayList<>(List.of(who));
            while (batch.size() < SMALL.mostInBatch() && !waiting.isEmpty()) {
                batch.add(waiting.remove(0));
            }
            assertThat(line.board(who)).isEqualTo(batch);
            batch.forEach(each -> assertThat(done.add(each)).as("done once").isTrue());
            called.remove((Integer) who);
            aboard.add(who);
            sharedLately += (batch.size() - sharedLately) / 8;
        }

        private void leave(int who) {
            aboard.remove((Integer) who);
            Integer next = waiting.isEmpty() || !mayLead(waiting.size()) ? null : waiting.remove(0);
            assertThat(line.leave()).isEqualTo(next);
            if (next != null) {
                called.add(next);
            }
        }

        private void overtake(int who) {
            boolean free = leaders() < SMALL.committers();
            assertThat(line.overtake(who)).isEqualTo(free);
            if (free) {
                waiting.remove((Integer) who);
                called.add(who);
            }
        }

        private void withdraw(int who) {
            boolean waits = waiting.remove((Integer) who);
            Departure departure = line.withdraw(who);
            if (waits) {
                assertThat(departure).isEqualTo(Departure.WITHDRAWN);
                done.add(who);
            } else {
                // one that entered as the leader never asks
                assertThat(departure).isIn(Departure.LEADS, Departure.TAKEN);
            }
        }
    }

    @Test
    void leadsEverybodyOnceInEveryOrder() {
        int paths = walk(new ArrayList<>());

        assertThat(paths).isGreaterThan(10_000);
    }

    private int walk(List<Step> path) {
        Model model = new Model();
        path.forEach(model::make);
        List<Step> steps = model.steps();
        if (path.size() == LONGEST || steps.isEmpty()) {
            return 1;
        }
        int paths = 0;
        for (Step step : steps) {
            path.add(step);
            paths += walk(path);
            path.remove(path.size() - 1);
        }
        return paths;
    }

    @Test
    void letsOneCommitterWorkForACrowdUntilABatchIsFullOrSomebodyHasWaitedForLong() {
        Line<Integer> line = new Line<>(new Batching(4, 2, 9, Duration.ofSeconds(1)));
        assertThat(line.enter(-1)).isEqualTo(Place.LEADS);
        assertThat(line.enter(-2)).as("as long as they come one by one").isEqualTo(Place.LEADS);
        line.board(-1);
        line.board(-2);
        int crowd = 0;
        for (int batch = 0; batch < 4; batch++) {
            for (int i = 0; i < 4; i++) {
                line.enter(crowd++);
            }
            assertThat(line.leave()).isEqualTo(crowd - 4);
            line.board(crowd - 4);
        }
        assertThat(line.leave()).as("the other committer's next").isNull();

        assertThat(line.enter(100)).isEqualTo(Place.WAITS);
        assertThat(line.enter(101)).isEqualTo(Place.WAITS);
        assertThat(line.overtake(101)).isTrue();
        assertThat(line.board(101)).containsExactly(101, 100);
        assertThat(line.leave()).isNull();
        line.enter(102);
        line.enter(103);
        line.enter(104);
        assertThat(line.overtake(100)).as("one that does not wait").isFalse();
        assertThat(line.enter(105)).as("with whom the batch is full").isEqualTo(Place.LEADS);
        assertThat(line.board(105)).containsExactly(105, 102, 103, 104);
    }

    @Test
    void refusesNobodyWhileACommitterIsFree() {
        Line<Integer> line = new Line<>(new Batching(9, 2, 2, Duration.ofSeconds(1)));
        line.enter(-1);
        line.enter(-2);
        line.board(-1);
        line.board(-2);
        Integer next = -1;
        for (int who = 0; next != null; who += 3) {
            line.enter(who);
            line.enter(who + 1);
            next = line.leave();
            if (next != null) {
                line.enter(who + 2);
                assertThat(line.board(next)).hasSize(3);
            }
        }
        assertThat(line.waiting()).as("in a crowd, with one committer").isEqualTo(2);

        assertThat(line.enter(102)).isEqualTo(Place.LEADS);
        assertThat(line.board(102)).hasSize(3);
        assertThat(line.enter(103)).isEqualTo(Place.WAITS);
        assertThat(line.enter(104)).isEqualTo(Place.WAITS);
        assertThat(line.enter(105)).isEqualTo(Place.REFUSED);
    }

    @Test
    void tellsOneWhoLosesPatienceThatItWasGivenTheLead() {
        Line<String> line = new Line<>(new Batching(2, 1, 2, Duration.ofSeconds(1)));
        line.enter("first");
        line.board("first");
        line.enter("second");
        line.enter("third");

        assertThat(line.leave()).isEqualTo("second");

        assertThat(line.withdraw("second")).isEqualTo(Departure.LEADS);
        assertThat(line.board("second")).containsExactly("second", "third");
        assertThat(line.withdraw("third")).isEqualTo(Departure.TAKEN);
        assertThat(line.leave()).isNull();
    }
}
