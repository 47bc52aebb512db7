/**
 * Onefold in Spring: put {@link dev.onefold.spring.Idempotent} on a handler or a service method. The rest is for wiring
 * without Spring Boot: {@link dev.onefold.spring.IdempotentHandlers} and {@link dev.onefold.spring.IdempotentMethods}
 * on an engine over {@link dev.onefold.spring.SpringTransactions}.
 */
@NullMarked
package dev.onefold.spring;

import org.jspecify.annotations.NullMarked;
