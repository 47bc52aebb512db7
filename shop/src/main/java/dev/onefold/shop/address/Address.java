package dev.onefold.shop.address;

import java.util.UUID;

/** An address. Its version is never used again, neither by an edit nor by another address under the same label. */
record Address(UUID id, String customer, String label, String text, long version) {}
