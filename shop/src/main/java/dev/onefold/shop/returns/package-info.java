/**
 * What came back. The way in is {@link dev.onefold.shop.returns.AcceptReturn}.
 */
@NullMarked
package dev.onefold.shop.returns;

import org.jspecify.annotations.NullMarked;
