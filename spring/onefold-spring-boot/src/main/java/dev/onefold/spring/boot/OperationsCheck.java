package dev.onefold.spring.boot;

import dev.onefold.Onefold;
import dev.onefold.spring.IdempotencySettings;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.springframework.context.SmartLifecycle;

/** Refuses to start with settings of operations that do not exist: a misspelled one would set nothing, unnoticed. */
final class OperationsCheck implements SmartLifecycle {

    private final Supplier<? extends Onefold<?>> onefold;
    private final IdempotencySettings settings;
    private boolean running;

    OperationsCheck(Supplier<? extends Onefold<?>> onefold, IdempotencySettings settings) {
        this.onefold = onefold;
        this.settings = settings;
    }

    @Override
    public void start() {
        Set<String> names = onefold.get().operationNames();
        List<String> strangers = settings.strangersTo(names);
        if (!strangers.isEmpty()) {
            throw new IllegalStateException("onefold.operations sets what no operation has: " + strangers
                    + ". There are " + new TreeSet<>(names) + ".");
        }
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before any request is taken. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
