package dev.onefold.shop.wallet;

import java.util.UUID;

/**
 * One ledger transaction: {@code deltaMinor} to a wallet or the till, and its opposite to the counter account.
 *
 * @param id the transaction's id
 * @param kind why
 * @param source what for
 * @param deltaMinor added to the wallet or till, taken if negative
 * @param counter where it comes from or goes to
 */
record LedgerMove(UUID id, LedgerKind kind, UUID source, long deltaMinor, ShopAccount counter) {}
