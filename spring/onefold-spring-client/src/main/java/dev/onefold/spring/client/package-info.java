/**
 * Keyed requests of Spring's {@code RestClient} and of HTTP service clients. {@link dev.onefold.spring.client.KeyedRequests} is
 * the interceptor that sends them; {@link dev.onefold.spring.client.KeyedCall} makes a method one intent, outside of every
 * retry; {@link dev.onefold.spring.client.IntentScope} does the same for a piece of code.
 */
@NullMarked
package dev.onefold.spring.client;

import org.jspecify.annotations.NullMarked;
