/**
 * The rules of keyed requests, seen from outside: over sockets, against {@link
 * dev.onefold.spring.boot.rules.SutApplication}. Each test begins with the name of its rule; {@link
 * dev.onefold.spring.boot.rules.RuleCoverageTest} lists them all.
 */
@NullMarked
package dev.onefold.spring.boot.rules;

import org.jspecify.annotations.NullMarked;
