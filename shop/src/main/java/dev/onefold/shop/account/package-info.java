/**
 * Credit accounts of customers: one for each customer and currency, however often it is opened. Nothing outside this package
 * uses it; its way in is HTTP.
 */
@NullMarked
package dev.onefold.shop.account;

import org.jspecify.annotations.NullMarked;
