/**
 * The checkout form: it is shown with a one-time token, and what is submitted with it is ordered once. The way in is
 * {@link dev.onefold.shop.checkout.SubmitCheckout}.
 */
@NullMarked
package dev.onefold.shop.checkout;

import org.jspecify.annotations.NullMarked;
