/**
 * What payment providers report, each report once. The way in is {@link dev.onefold.shop.callback.ReceiveCallback}.
 */
@NullMarked
package dev.onefold.shop.callback;

import org.jspecify.annotations.NullMarked;
