/**
 * What may be sold: a basket that becomes an order. Nothing outside this package uses it; its way in is HTTP.
 */
@NullMarked
package dev.onefold.shop.cart;

import org.jspecify.annotations.NullMarked;
