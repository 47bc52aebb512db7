/**
 * Onefold in a Spring Boot application: an engine on the application's data source and transaction manager, and
 * {@link dev.onefold.spring.Idempotent} at work. {@link dev.onefold.spring.boot.OnefoldProperties} lists what can be set.
 */
@NullMarked
package dev.onefold.spring.boot;

import org.jspecify.annotations.NullMarked;
