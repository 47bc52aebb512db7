/** Tests of the shop over real HTTP and a real database; see {@link dev.onefold.shop.ShopTest}. */
@NullMarked
package dev.onefold.shop;

import org.jspecify.annotations.NullMarked;
