/**
 * Who buys. The way in is {@link dev.onefold.shop.customer.RegisterCustomers}.
 */
@NullMarked
package dev.onefold.shop.customer;

import org.jspecify.annotations.NullMarked;
