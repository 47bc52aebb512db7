/**
 * What is sold and at what price. The way in is {@link dev.onefold.shop.catalogue.Catalogue}.
 */
@NullMarked
package dev.onefold.shop.catalogue;

import org.jspecify.annotations.NullMarked;
