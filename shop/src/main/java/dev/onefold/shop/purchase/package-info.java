/**
 * Orders that are paid later, by a provider outside, and move through their life by events: the way in is
 * {@link dev.onefold.shop.purchase.Purchases}.
 */
@NullMarked
package dev.onefold.shop.purchase;

import org.jspecify.annotations.NullMarked;
