/**
 * Who has what money: a double-entry ledger in minor units. The way in is {@link dev.onefold.shop.wallet.Ledger}, for those
 * who move money within their own transaction, and {@link dev.onefold.shop.wallet.TopUpWallet}.
 */
@NullMarked
package dev.onefold.shop.wallet;

import org.jspecify.annotations.NullMarked;
