/**
 * The rules of idempotent HTTP as code: one executable rule per id, run over real sockets (HTTP/1.1 and HTTP/2) against any
 * server in any language. {@link dev.onefold.conformance.Conformance#run} is the way in; it takes a
 * {@link dev.onefold.conformance.Subject}, which says how the server's requests look, and its
 * {@link dev.onefold.conformance.Control}, which looks and reaches behind the server where a rule needs it.
 *
 * <p>What a server does not offer makes the rules that need it <em>not applicable</em>, with the reason; what it promises
 * otherwise than the defaults is its {@link dev.onefold.conformance.Contract}.
 */
@NullMarked
package dev.onefold.conformance;

import org.jspecify.annotations.NullMarked;
