package dev.onefold.shop.order;

import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/**
 * An order without its lines.
 *
 * @param id its id
 * @param reference what the caller calls it
 * @param customer who bought, or null for a guest
 * @param status where it stands
 * @param currency the currency of the total
 * @param totalMinor what it costs, in minor units
 * @param lines how many lines it has
 */
public record OrderSummary(
        UUID id,
        String reference,
        @Nullable String customer,
        OrderStatus status,
        String currency,
        long totalMinor,
        int lines) {

    /** The response to whoever placed it. */
    ResponseEntity<OrderSummary> created() {
        return ResponseEntity.created(URI.create("/api/orders/" + id)).body(this);
    }
}
