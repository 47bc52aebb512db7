/**
 * Where a customer lives: addresses under labels that the customer gives. Nothing outside this package uses it; its way in is
 * HTTP.
 */
@NullMarked
package dev.onefold.shop.address;

import org.jspecify.annotations.NullMarked;
