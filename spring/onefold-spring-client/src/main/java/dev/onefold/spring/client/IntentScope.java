package dev.onefold.spring.client;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A piece of code in which one request is sent, however often the code is run again: the intent's name is bound to the thread,
 * and {@link KeyedRequests} sends with the key of that name. Put it outside of whatever retries. A second, different request in
 * one scope is refused with {@link dev.onefold.client.IntentChangedException}.
 */
public final class IntentScope {

    /**
     * What runs in a scope.
     *
     * @param <T> its result
     * @param <E> what it throws
     */
    @FunctionalInterface
    public interface Code<T extends @Nullable Object, E extends Throwable> {
        /** Sends one request. */
        T call() throws E;
    }

    private static final ThreadLocal<@Nullable String> NAME = new ThreadLocal<>();

    private IntentScope() {}

    /**
     * Runs the code for the intent of that name. A scope inside of another hides it.
     *
     * @param id what the caller calls what is wanted
     * @throws E what the code throws
     */
    public static <T extends @Nullable Object, E extends Throwable> T call(String id, Code<T, E> code) throws E {
        String outer = NAME.get();
        NAME.set(id);
        try {
            return code.call();
        } finally {
            if (outer == null) {
                NAME.remove();
            } else {
                NAME.set(outer);
            }
        }
    }

    static Optional<String> current() {
        return Optional.ofNullable(NAME.get());
    }
}
