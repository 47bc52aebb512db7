/**
 * Requests as bytes over real sockets: {@link dev.onefold.check.wire.Wire} is the way in. What is sent is what the caller wrote,
 * header lines in their order and repeated as given; nothing is retried, followed, unpacked or pooled. Many requests can
 * leave at one moment, and a request can be given up halfway or before its answer.
 */
@NullMarked
package dev.onefold.check.wire;

import org.jspecify.annotations.NullMarked;
