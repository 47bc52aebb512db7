/**
 * Sales of few units to many. Opening one is long work that one node does, under a lock whose fence reaches the row; buying is
 * one conditional update. The way in is {@link dev.onefold.shop.flashsale.FlashSales}.
 */
@NullMarked
package dev.onefold.shop.flashsale;

import org.jspecify.annotations.NullMarked;
