package dev.onefold.shop.wallet;

import java.util.UUID;

/** The shop's own accounts. Their rows come with the schema, and they carry no balance: it is the sum of their entries. */
enum ShopAccount {
    /** Money from and to people without a wallet. */
    TILL(1),
    /** What was sold, less what came back. */
    SALES(2),
    /** What customers brought along when they came. */
    OPENING(3);

    private static final long HIGH = 0x7000L;
    private static final long LOW = 0x8000_0000_0000_0000L;

    private final UUID id;

    ShopAccount(int number) {
        this.id = new UUID(HIGH, LOW | number);
    }

    UUID id() {
        return id;
    }
}
