/**
 * What {@code Idempotency-Key} means, with no framework: an adapter for a web server calls these in the order of a
 * request's life and keeps no rule of its own.
 *
 * <ol>
 *   <li>{@link dev.onefold.http.KeySyntax} reads the header's field lines into a {@link dev.onefold.http.KeyHeader}.
 *   <li>{@link dev.onefold.http.RequestFingerprint} digests what the request asks.
 *   <li>The work runs; {@link dev.onefold.http.ResponsePolicy} turns its {@link dev.onefold.http.RecordedResponse} into
 *       a {@link dev.onefold.Decision}, and is the codec of what is stored.
 *   <li>{@link dev.onefold.http.Answers} maps the {@link dev.onefold.Outcome} to the response to send, with the
 *       problems of {@link dev.onefold.http.Problems}.
 * </ol>
 *
 * <p>The header follows draft 07 of the IETF's Idempotency-Key header, which is expired and no RFC.
 */
@NullMarked
package dev.onefold.http;

import org.jspecify.annotations.NullMarked;
