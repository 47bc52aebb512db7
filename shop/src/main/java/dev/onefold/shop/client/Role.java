package dev.onefold.shop.client;

/** What a client may do. */
public enum Role {
    /** Buys at the shop's prices. */
    SHOPPER,
    /** The back office: brings in goods, customers and trading that happened elsewhere, at the prices it happened at. */
    IMPORT,
    /** Reports payments, by signed callbacks and nothing else. */
    PROVIDER
}
