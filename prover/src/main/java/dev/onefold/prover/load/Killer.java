package dev.onefold.prover.load;

import dev.onefold.prover.nodes.Node;
import dev.onefold.prover.verdict.NoVerdictException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Kills shop processes at seeded places of the plan. The client that sends the copy at such a place kills the node it
 * has just sent it to, while the request is out; the kill counts only if that very request then stays unanswered.
 * Otherwise the process comes back and the next copy tries again.
 */
final class Killer {

    private static final int LONGEST_DELAY_MICROS = 8_000;
    private static final int RESTART_WAIT_SECONDS = 240;
    private static final int VERIFY_WAIT_SECONDS = 10;

    private final List<Integer> places = new ArrayList<>();
    private final Random random;
    private final ExecutorService restarts;
    private final Consumer<RuntimeException> failed;
    private final List<Integer> inFlightAtKills = new ArrayList<>();

    private int next;
    private boolean busy;
    private boolean restarting;
    private int longestDelayMicros = LONGEST_DELAY_MICROS;

    /**
     * @param copies how many copies the plan has
     * @param restarts where restarts run
     * @param failed told when a process does not come back
     */
    Killer(LoadOptions options, int copies, ExecutorService restarts, Consumer<RuntimeException> failed) {
        this.random = new Random(options.seed() ^ 0x6b11);
        this.restarts = restarts;
        this.failed = failed;
        for (int kill = 1; kill <= options.kills(); kill++) {
            double part = (kill - 0.3 + 0.6 * random.nextDouble()) / (options.kills() + 1);
            places.add((int) (part * copies));
        }
    }

    /** Holds a client before the next kill's place until the process killed before is back. */
    synchronized void gate(int place) throws InterruptedException {
        awaitBackWhile(() -> next < places.size() && place >= places.get(next));
    }

    /** Waits until every process is back. */
    synchronized void awaitQuiet() throws InterruptedException {
        awaitBackWhile(() -> true);
    }

    private synchronized void awaitBackWhile(BooleanSupplier needed) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(RESTART_WAIT_SECONDS);
        while (restarting && needed.getAsBoolean()) {
            long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (millis <= 0) {
                throw new NoVerdictException(
                        "a killed shop node was not back after " + RESTART_WAIT_SECONDS + " seconds");
            }
            wait(millis);
        }
    }

    /** For each kill that counted: how many requests were out to that node. */
    synchronized List<Integer> inFlightAtKills() {
        return List.copyOf(inFlightAtKills);
    }

    /** Called with a request that has just left; kills its node if a kill is due. */
    void requestLeft(int place, Node node, CompletableFuture<HttpResponse<byte[]>> exchange) {
        long delayMicros = claim(place);
        if (delayMicros < 0) {
            return;
        }
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(delayMicros));
        if (exchange.isDone()) {
            missed();
            return;
        }
        int inFlight = node.requestsInFlight();
        node.kill();
        struck(node, unanswered(exchange), inFlight);
    }

    private synchronized long claim(int place) {
        if (busy || restarting || next >= places.size() || place < places.get(next)) {
            return -1;
        }
        busy = true;
        return random.nextInt(longestDelayMicros);
    }

    private synchronized void missed() {
        busy = false;
        longestDelayMicros = Math.max(1, longestDelayMicros / 2);
    }

    private synchronized void struck(Node node, boolean hit, int inFlight) {
        busy = false;
        restarting = true;
        longestDelayMicros = hit ? LONGEST_DELAY_MICROS : Math.max(1, longestDelayMicros / 2);
        if (hit) {
            next++;
            inFlightAtKills.add(inFlight);
        }
        restarts.execute(() -> restart(node));
    }

    private void restart(Node node) {
        try {
            node.restart();
        } catch (RuntimeException e) {
            failed.accept(e);
        } finally {
            back();
        }
    }

    private synchronized void back() {
        restarting = false;
        notifyAll();
    }

    private static boolean unanswered(CompletableFuture<HttpResponse<byte[]>> exchange) {
        try {
            exchange.get(VERIFY_WAIT_SECONDS, TimeUnit.SECONDS);
            return false;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
