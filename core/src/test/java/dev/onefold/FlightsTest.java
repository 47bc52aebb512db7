package dev.onefold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Flights.Flight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class FlightsTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Call CALL = Call.of(new Scope("", "me"), "key", Fingerprint.ofText("a"));
    private static final Call OTHER = Call.of(new Scope("", "me"), "other", Fingerprint.ofText("a"));

    /** Tells when somebody begins to wait. */
    private static final class Watched implements Time {

        private final CountDownLatch waiting;

        private Watched(int waiters) {
            this.waiting = new CountDownLatch(waiters);
        }

        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public void pause(Duration length) {
            throw new IllegalStateException("Nobody pauses here");
        }

        @Override
        public boolean await(CountDownLatch latch, Duration atMost) {
            waiting.countDown();
            return Time.system().await(latch, atMost);
        }
    }

    @Test
    void theFirstOfAKeyLeadsAndOthersMeetIt() {
        Flights flights = new Flights();
        Flight first = new Flight("pay", CALL);
        assertThat(flights.board(first)).isSameAs(first);
        assertThat(flights.board(new Flight("pay", CALL))).isSameAs(first);
        Flight elsewhere = new Flight("pay", OTHER);
        assertThat(flights.board(elsewhere)).isSameAs(elsewhere);
    }

    @Test
    void afterLandingTheNextOneLeadsAndALateLandingDoesNotTouchIt() {
        Flights flights = new Flights();
        Flight first = new Flight("pay", CALL);
        flights.board(first);
        flights.land(first);
        Flight second = new Flight("pay", CALL);
        assertThat(flights.board(second)).isSameAs(second);
        flights.land(first);
        assertThat(flights.board(new Flight("pay", CALL))).isSameAs(second);
        assertThat(first.await(Time.system(), LONG, 1)).isTrue();
    }

    @Test
    void waitersAreBoundedAndWokenByTheLanding() throws InterruptedException, ExecutionException, TimeoutException {
        int most = 3;
        Watched time = new Watched(most);
        Flights flights = new Flights();
        Flight flight = new Flight("pay", CALL);
        flights.board(flight);
        ExecutorService threads = Executors.newFixedThreadPool(most);
        try {
            List<Future<Boolean>> waiters = new ArrayList<>();
            for (int waiter = 0; waiter < most; waiter++) {
                waiters.add(threads.submit(() -> flight.await(time, LONG, most)));
            }
            assertThat(time.waiting.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(flight.await(time, LONG, most)).as("one more").isFalse();
            flights.land(flight);
            for (Future<Boolean> waiter : waiters) {
                assertThat(waiter.get(30, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(flight.await(time, LONG, 1)).as("the others have left").isTrue();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void noTimeIsNoWaiting() {
        Watched time = new Watched(1);
        Flights flights = new Flights();
        Flight flight = new Flight("pay", CALL);
        flights.board(flight);
        assertThat(flight.await(time, Duration.ZERO, 8)).isFalse();
        assertThat(time.waiting.getCount()).isEqualTo(1);
    }

    @Test
    void aFlightTellsWhoseItIsOnceItWorks() {
        Flight flight = new Flight("pay", CALL);
        assertThat(flight.isWorking()).isFalse();
        flight.working();
        assertThat(flight.isWorking()).isTrue();
        assertThat(flight.operation()).isEqualTo("pay");
        assertThat(flight.call()).isEqualTo(CALL);
    }
}
