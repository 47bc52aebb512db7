package dev.onefold.job;

import dev.onefold.Content;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.RejectedException;
import dev.onefold.Rejection;
import dev.onefold.job.JobStore.Begun;
import dev.onefold.job.JobStore.Claim;
import dev.onefold.store.StoreException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs each job once per period.
 *
 * <pre>{@code
 * Jobs<Connection> jobs = Jobs.on(JdbcJobs.on(dataSource), "node-1");
 * Job<String> settlement = Job.of("settlement", Codec.text());
 * Outcome<String> outcome = jobs.runOnce(settlement, "2026-11-23", run -> {
 *     for (String account : accountsAfter(run.checkpoint())) {
 *         run.step(account, connection -> settle(connection, account));
 *     }
 *     return "done";
 * });
 * }</pre>
 *
 * Safe for use by many threads.
 *
 * @param <C> what a step uses to take part in its transaction, such as a JDBC connection
 */
public final class Jobs<C> implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Jobs.class);

    private static final int MOST_PERIODS = 1_000;
    private static final Duration MOST_RETRY_AFTER = Duration.ofSeconds(60);

    private final JobStore<C> store;
    private final String owner;
    private final ScheduledExecutorService heartbeats;

    private Jobs(JobStore<C> store, String owner, ScheduledExecutorService heartbeats) {
        if (owner.isBlank() || owner.length() > 100) {
            throw new IllegalArgumentException("An owner's name has 1 to 100 characters, not: '" + owner + "'");
        }
        this.store = store;
        this.owner = owner;
        this.heartbeats = heartbeats;
    }

    /**
     * With a daemon thread of its own for heartbeats.
     *
     * @param owner names this process to whoever looks at the table; 1 to 100 characters. Nothing depends on it
     */
    public static <C> Jobs<C> on(JobStore<C> store, String owner) {
        return on(store, owner, heartbeatThread());
    }

    /** With heartbeats by {@code heartbeats}, which {@link #close} shuts down. */
    public static <C> Jobs<C> on(JobStore<C> store, String owner, ScheduledExecutorService heartbeats) {
        return new Jobs<>(store, owner, heartbeats);
    }

    /**
     * Runs the period, unless it was run. The answers: <i>applied</i> if this call ended it; <i>replayed</i> if it had
     * ended, with that answer; <i>in progress</i> if another run has it, or took it over from this one; <i>rejected</i>
     * with {@code job-failed} once it was begun as often as it may be, or with what the work refused it for;
     * <i>unknown</i> if every step is done and only the end could not be recorded: the same call tells.
     *
     * @param period its name, such as a date; 1 to 100 characters
     * @throws X what the work threw; the steps that committed stay, and the next call goes on after them
     * @throws StoreException if the period could not be begun: nothing happened
     */
    public <R, X extends Exception> Outcome<R> runOnce(Job<R> job, String period, JobWork<C, R, X> work) throws X {
        if (period.isBlank() || period.length() > 100) {
            throw new IllegalArgumentException("A period has 1 to 100 characters, not: '" + period + "'");
        }
        Begun begun = store.begin(job.name(), period, owner, job.lease(), job.attempts());
        if (begun instanceof Begun.Granted granted) {
            return run(job, granted, work);
        }
        if (begun instanceof Begun.Done done) {
            return new Outcome.Replayed<>(job.codec().decode(done.answer()), done.at());
        }
        if (begun instanceof Begun.Refused refused) {
            return new Outcome.Rejected<>(refused.no(), Memory.REPLAYED);
        }
        if (begun instanceof Begun.Failed failed) {
            return new Outcome.Rejected<>(
                    Rejection.of(
                            "job-failed",
                            "Job '" + job.name() + "' for " + period + " failed " + failed.attempts() + " times, last: "
                                    + failed.reason() + ". Jobs.retry lets it run again."),
                    Memory.REPLAYED);
        }
        return inProgress(((Begun.Running) begun).remaining());
    }

    /**
     * Runs the periods that were missed, in order, and stops at the first that is neither <i>applied</i> nor
     * <i>replayed</i>, so that none runs before one that it may build on.
     *
     * @param from the first period; its text is its name
     * @param to the last one
     * @param next the one after, such as {@code day -> day.plusDays(1)}; at most 1,000 of them
     * @return what became of each that was looked at, in order
     * @throws IllegalArgumentException if there are more, before any is run
     * @throws X what the work of one of them threw; those before it are done
     */
    public <P extends Comparable<? super P>, R, X extends Exception> Map<P, Outcome<R>> catchUp(
            Job<R> job, P from, P to, UnaryOperator<P> next, JobWork<C, R, X> work) throws X {
        Map<P, Outcome<R>> outcomes = new LinkedHashMap<>();
        for (P period : periods(from, to, next)) {
            Outcome<R> outcome = runOnce(job, period.toString(), work);
            outcomes.put(period, outcome);
            if (!(outcome instanceof Outcome.Applied || outcome instanceof Outcome.Replayed)) {
                break;
            }
        }
        return outcomes;
    }

    private static <P extends Comparable<? super P>> Set<P> periods(P from, P to, UnaryOperator<P> next) {
        Set<P> periods = new LinkedHashSet<>();
        for (P period = from; period.compareTo(to) <= 0; period = next.apply(period)) {
            if (periods.size() == MOST_PERIODS || !periods.add(period)) {
                throw new IllegalArgumentException("From " + from + " to " + to + " there are more than " + MOST_PERIODS
                        + " periods: catch up in parts");
            }
        }
        return periods;
    }

    /** Lets a period that failed for good run again, from its last checkpoint. False if it has not failed. */
    public boolean retry(Job<?> job, String period) {
        return store.retry(job.name(), period);
    }

    /** Stops the heartbeats; what runs now lapses, or ends before it does. */
    @Override
    public void close() {
        heartbeats.shutdownNow();
    }

    private <R, X extends Exception> Outcome<R> run(Job<R> job, Begun.Granted granted, JobWork<C, R, X> work) throws X {
        Claim claim = granted.claim();
        long every = job.heartbeat().toMillis();
        Future<?> heartbeat =
                heartbeats.scheduleWithFixedDelay(() -> beat(job, claim), every, every, TimeUnit.MILLISECONDS);
        R answer;
        Content encoded;
        try {
            answer = work.run(new JobRun<>(store, job, claim, granted.checkpoint()));
            encoded = job.codec().encode(answer);
        } catch (JobLostException lost) {
            return inProgress(job.lease());
        } catch (RejectedException no) {
            return ended(job, () -> store.refuse(claim, no.rejection()), rejected(no.rejection()));
        } catch (Throwable failure) {
            failed(claim, failure);
            throw failure;
        } finally {
            heartbeat.cancel(false);
        }
        return ended(job, () -> store.finish(claim, encoded), new Outcome.Applied<>(answer));
    }

    private static <R> Outcome<R> rejected(Rejection no) {
        return new Outcome.Rejected<>(no, Memory.REMEMBERED);
    }

    /** Recording the end. */
    private interface End {
        boolean record();
    }

    private static <R> Outcome<R> ended(Job<R> job, End end, Outcome<R> outcome) {
        try {
            return end.record() ? outcome : inProgress(job.lease());
        } catch (StoreException unrecorded) {
            log.warn(
                    "The end of job '{}' could not be recorded; the next run finds its steps done",
                    job.name(),
                    unrecorded);
            return new Outcome.Unknown<>("The work is done, and its end could not be recorded");
        }
    }

    private void beat(Job<?> job, Claim claim) {
        try {
            store.renew(claim, job.lease());
        } catch (RuntimeException failure) {
            // the next beat may get through; if none does, the lease lapses
            log.warn("A heartbeat of job '{}' failed", job.name(), failure);
        }
    }

    private void failed(Claim claim, Throwable failure) {
        try {
            store.fail(claim, String.valueOf(failure));
        } catch (RuntimeException unrecorded) {
            // the lease lapses, which comes to the same
            failure.addSuppressed(unrecorded);
        }
    }

    private static <R> Outcome<R> inProgress(Duration remaining) {
        return new Outcome.InProgress<>(remaining.compareTo(MOST_RETRY_AFTER) < 0 ? remaining : MOST_RETRY_AFTER);
    }

    private static ScheduledExecutorService heartbeatThread() {
        var executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "onefold-heartbeats");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }
}
