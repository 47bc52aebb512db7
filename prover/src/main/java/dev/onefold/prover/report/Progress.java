package dev.onefold.prover.report;

import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** One line that is written over on a terminal, a plain line every few seconds elsewhere. */
public final class Progress implements AutoCloseable {

    private static final int LIVE_PERIOD_MILLIS = 500;
    private static final int PLAIN_PERIOD_MILLIS = 5_000;

    private final Terminal terminal;
    private final String what;
    private final long total;
    private final LongSupplier done;
    private final long startNanos = System.nanoTime();
    private final ScheduledExecutorService clock;

    /**
     * Starts reporting.
     *
     * @param what what is counted
     * @param total how many there will be
     * @param done how many there are
     */
    public Progress(Terminal terminal, String what, long total, LongSupplier done) {
        this.terminal = terminal;
        this.what = what;
        this.total = total;
        this.done = done;
        this.clock = Executors.newSingleThreadScheduledExecutor(runnable -> {
            Thread thread = new Thread(runnable, "progress");
            thread.setDaemon(true);
            return thread;
        });
        long period = terminal.live() ? LIVE_PERIOD_MILLIS : PLAIN_PERIOD_MILLIS;
        var unused = clock.scheduleAtFixedRate(this::show, period, period, TimeUnit.MILLISECONDS);
    }

    private void show() {
        String line = line(what, done.getAsLong(), total, (System.nanoTime() - startNanos) / 1e9);
        if (terminal.live()) {
            terminal.err().print("\r\u001b[K" + line);
            terminal.err().flush();
        } else {
            terminal.err().println(line);
        }
    }

    /** Shows the last state, for those who read it later. */
    public void done() {
        if (!terminal.live()) {
            show();
        }
    }

    static String line(String what, long done, long total, double seconds) {
        if (done >= total) {
            return String.format(Locale.ROOT, "all %,d %s in %s, finishing", total, what, time((long) seconds));
        }
        double rate = seconds > 0 ? done / seconds : 0;
        String left = rate > 0 ? time((long) Math.ceil((total - done) / rate)) + " left" : "time left unknown";
        return String.format(Locale.ROOT, "%,d of %,d %s, %,.0f/s, %s", done, total, what, rate, left);
    }

    private static String time(long seconds) {
        return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        if (terminal.live()) {
            terminal.err().print("\r\u001b[K");
        }
    }
}
