/**
 * The code that the ten techniques replace: the shop's paths and tables, written the way it is mostly written. Each handler is
 * one transaction at READ COMMITTED with a look and then a write, and nothing in between but a round trip; each says which habit
 * it shows. {@link dev.onefold.naive.NaiveApplication} starts it.
 */
@NullMarked
package dev.onefold.naive;

import org.jspecify.annotations.NullMarked;
