/**
 * What is bought most: dear to compute, so it is computed now and then, by one node, and read from a row.
 * {@link dev.onefold.shop.bestseller.Bestsellers} is the way in.
 */
@NullMarked
package dev.onefold.shop.bestseller;

import org.jspecify.annotations.NullMarked;
