package dev.onefold.spring.boot.rules;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Renews leases when it is told to. */
final class ManualRenewals extends ScheduledThreadPoolExecutor {

    private final List<Renewal> renewals = new CopyOnWriteArrayList<>();

    ManualRenewals() {
        super(1);
    }

    /** Renews each lease whose work is not over, and says how many. */
    int renewAll() {
        renewals.removeIf(Renewal::isCancelled);
        renewals.forEach(renewal -> renewal.command.run());
        return renewals.size();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long first, long delay, TimeUnit unit) {
        Renewal renewal = new Renewal(command);
        renewals.add(renewal);
        return renewal;
    }

    private static final class Renewal extends FutureTask<Boolean> implements ScheduledFuture<Boolean> {

        private final Runnable command;

        Renewal(Runnable command) {
            super(command, true);
            this.command = command;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return Long.MAX_VALUE;
        }

        @Override
        public int compareTo(java.util.concurrent.Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
