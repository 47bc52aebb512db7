/**
 * What is on the shelf, and a journal of why. The way in is {@link dev.onefold.shop.stock.StockKeeping}, for those who move
 * goods within their own transaction, {@link dev.onefold.shop.stock.ReservedStock}, for those who reserve them first, and
 * {@link dev.onefold.shop.stock.AdjustStock}.
 */
@NullMarked
package dev.onefold.shop.stock;

import org.jspecify.annotations.NullMarked;
