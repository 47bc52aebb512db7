/** The client against a server that fails in every way a network does. */
@NullMarked
package dev.onefold.client;

import org.jspecify.annotations.NullMarked;
