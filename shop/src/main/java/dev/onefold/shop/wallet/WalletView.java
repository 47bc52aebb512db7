package dev.onefold.shop.wallet;

/** A wallet as callers see it. */
record WalletView(String customer, long balancePence) {}
