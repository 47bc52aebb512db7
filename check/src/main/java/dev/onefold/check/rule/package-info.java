/**
 * What is checked: each {@link dev.onefold.check.rule.Rule} sends something through a {@link dev.onefold.check.rule.Trial} and
 * comes to a {@link dev.onefold.check.rule.Verdict}. {@link dev.onefold.check.rule.Rules} lists them.
 */
@NullMarked
package dev.onefold.check.rule;

import org.jspecify.annotations.NullMarked;
