package dev.onefold.check;

import dev.onefold.check.oracle.Oracle;
import dev.onefold.check.subject.Target;
import org.jspecify.annotations.Nullable;

/**
 * A target and who counts its effects.
 *
 * @param target what is checked
 * @param oracle who counts; null if nobody does
 */
record Counted(Target target, @Nullable Oracle oracle) {}
