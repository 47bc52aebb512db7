/** Money that goes back to who paid, up to what was paid. {@link dev.onefold.shop.refund.RefundPayment} is the way in. */
@NullMarked
package dev.onefold.shop.refund;

import org.jspecify.annotations.NullMarked;
