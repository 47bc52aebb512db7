package dev.onefold.state;

import org.jspecify.annotations.Nullable;

/** What an event does in a state: {@code policy} is null if it moves it. */
record Judgement<S>(Standing standing, S to, @Nullable Policy policy) {}
