/**
 * The nightly settlement, once per day whoever starts it: the way in is
 * {@link dev.onefold.shop.settlement.Settlements}.
 */
@NullMarked
package dev.onefold.shop.settlement;

import org.jspecify.annotations.NullMarked;
