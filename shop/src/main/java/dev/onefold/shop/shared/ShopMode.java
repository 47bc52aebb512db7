package dev.onefold.shop.shared;

/** How the hot endpoints do their work ({@code shop.mode}). What they promise is the same. */
public enum ShopMode {
    /** Each request in a transaction of its own. */
    TRANSACTIONAL,
    /** Requests that arrive while others are committed share the next transaction. */
    COALESCED
}
