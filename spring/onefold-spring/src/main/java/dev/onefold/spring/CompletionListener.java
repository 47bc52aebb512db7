package dev.onefold.spring;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.util.concurrent.atomic.AtomicReference;

/** Runs something once an asynchronous request is completed, however that comes. */
final class CompletionListener implements AsyncListener {

    private final AtomicReference<Runnable> end;

    CompletionListener(Runnable end) {
        this.end = new AtomicReference<>(end);
    }

    @Override
    public void onComplete(AsyncEvent event) {
        Runnable once = end.getAndSet(() -> {});
        once.run();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // it is completed afterwards
    }

    @Override
    public void onError(AsyncEvent event) {
        // as above
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}
