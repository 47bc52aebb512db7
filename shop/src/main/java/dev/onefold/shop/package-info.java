/**
 * The reference shop, one application. The way in is {@link dev.onefold.shop.ShopApplication}; each package below is a module
 * whose public types are its face, and whose repositories and controllers nobody else reaches.
 *
 * <p>A tenant separates callers and their idempotency keys; goods, customers and books are those of one shop.
 */
@NullMarked
package dev.onefold.shop;

import org.jspecify.annotations.NullMarked;
