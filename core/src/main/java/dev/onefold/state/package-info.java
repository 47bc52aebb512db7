/**
 * State machines whose state is a column: {@link dev.onefold.state.StateMachine} is the way in. It fires an event at a
 * row in the caller's transaction and tells <i>applied</i>, <i>replayed</i>, <i>already there by another event</i>,
 * <i>passed</i> and <i>illegal</i> apart. {@link dev.onefold.state.Transitions} declares what may follow what; stores
 * implement {@link dev.onefold.state.StateStore}.
 */
@NullMarked
package dev.onefold.state;

import org.jspecify.annotations.NullMarked;
