package dev.onefold.check.wire;

import dev.onefold.check.wire.Exchange.Reason;
import dev.onefold.check.wire.Exchange.Unanswered;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A request whose end somebody else completes. */
final class Pending implements InFlight {

    private final CompletableFuture<Exchange> end;
    private final Runnable cut;

    Pending(CompletableFuture<Exchange> end, Runnable cut) {
        this.end = end;
        this.cut = cut;
    }

    static Pending over(Exchange exchange) {
        return new Pending(CompletableFuture.completedFuture(exchange), () -> {});
    }

    /** What never got a connection. */
    static Unanswered notConnected(Exception failure) {
        long now = System.nanoTime();
        Reason reason = failure instanceof NotSpokenException ? Reason.NOT_SPOKEN : Reason.NOT_CONNECTED;
        return new Unanswered(reason, detail(failure), now, now);
    }

    static String detail(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isEmpty() ? failure.getClass().getSimpleName() : message;
    }

    @Override
    public Exchange await() {
        try {
            return end.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            long now = System.nanoTime();
            cut.run();
            return new Unanswered(Reason.CUT_BY_CALLER, "interrupted while waiting", now, now);
        } catch (ExecutionException e) {
            throw new IllegalStateException("ends are exchanges", e);
        }
    }

    @Override
    public boolean ended() {
        return end.isDone();
    }

    @Override
    public void cut() {
        cut.run();
    }
}
