package dev.onefold.shop.returns;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A return as it is stored, without its lines. */
record ReturnRecord(
        UUID id,
        String reference,
        @Nullable String customer,
        @Nullable UUID order,
        String client,
        long totalMinor) {}
