/**
 * One-time tokens: the server hands one out with a form, and what is submitted with it happens once.
 * {@link dev.onefold.token.Tokens} is the way in. A token is a key that the server made, so a submission is a request
 * of {@link dev.onefold.Onefold} like any other; what a token adds is that a key nobody was given is refused.
 */
@NullMarked
package dev.onefold.token;

import org.jspecify.annotations.NullMarked;
