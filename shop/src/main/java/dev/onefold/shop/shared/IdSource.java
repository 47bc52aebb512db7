package dev.onefold.shop.shared;

import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Makes ids that grow with time (UUID version 7), so that new rows land side by side in an index. 74 bits are random: an id
 * cannot be guessed from another.
 */
@Component
public class IdSource {

    private static final long VERSION_7 = 0x7000L;
    private static final long RANDOM_BELOW_VERSION = 0x0FFFL;

    private final Clock clock;

    IdSource(Clock clock) {
        this.clock = clock;
    }

    /**
     * A new id.
     *
     * @return an id never given before
     */
    public UUID next() {
        UUID random = UUID.randomUUID();
        long high = (clock.millis() << 16) | VERSION_7 | (random.getMostSignificantBits() & RANDOM_BELOW_VERSION);
        return new UUID(high, random.getLeastSignificantBits());
    }
}
