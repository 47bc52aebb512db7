package dev.onefold.prover.load;

import dev.onefold.prover.trading.DocumentKind;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/** Idempotency keys that follow from the seed and the document, so that a run can be looked into afterwards. */
final class Keys {

    private Keys() {}

    static String of(long seed, DocumentKind kind, String reference) {
        return of(seed, kind.name().toLowerCase(Locale.ROOT) + "/" + reference);
    }

    static String of(long seed, String subject) {
        return UUID.nameUUIDFromBytes((seed + "/" + subject).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
