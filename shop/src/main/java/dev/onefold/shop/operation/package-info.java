/**
 * What has become of a request, asked by its key. For clients that lost an answer, and for people who look into it.
 */
@NullMarked
package dev.onefold.shop.operation;

import org.jspecify.annotations.NullMarked;
