/**
 * Locks between processes whose holders can be outlived: {@link dev.onefold.lock.FencedLocks} is the way in. A lock is a
 * lease with a number, the fence, and {@link dev.onefold.lock.FencedWrites} takes the fence to the data, which refuses
 * an older one. Stores implement {@link dev.onefold.lock.LockStore}.
 */
@NullMarked
package dev.onefold.lock;

import org.jspecify.annotations.NullMarked;
