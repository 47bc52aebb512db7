/** Spring's clients against a server that loses replies. */
@NullMarked
package dev.onefold.spring.client;

import org.jspecify.annotations.NullMarked;
