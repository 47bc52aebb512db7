/** One-time tokens and fenced locks on Redis. */
@NullMarked
package dev.onefold.redis;

import org.jspecify.annotations.NullMarked;
