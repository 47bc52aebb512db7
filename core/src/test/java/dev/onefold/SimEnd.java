package dev.onefold;

import org.jspecify.annotations.Nullable;

/** How a run ended: with an outcome or a failure. */
record SimEnd(
        int run,
        SimIntent intent,
        @Nullable Outcome<String> outcome,
        @Nullable Throwable failure) {}
