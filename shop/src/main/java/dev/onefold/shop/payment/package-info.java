/**
 * Attempts to pay for a purchase, at a provider outside. Several may succeed there; one is kept, and the others go back.
 * {@link dev.onefold.shop.payment.PaymentAttempts} is the way in.
 */
@NullMarked
package dev.onefold.shop.payment;

import org.jspecify.annotations.NullMarked;
