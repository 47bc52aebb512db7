/** Tests against real servers: {@link dev.onefold.redis.RedisServers}. */
@NullMarked
package dev.onefold.redis;

import org.jspecify.annotations.NullMarked;
