package dev.onefold.shop.bestseller;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is bought most.
 *
 * @param places the first has sold most
 * @param builtAt when it was computed, or null if it never was
 */
public record Ranking(List<Place> places, @Nullable Instant builtAt) {

    /**
     * A product and how many of it were ordered.
     *
     * @param code which product
     * @param units how many, in orders that were not cancelled
     */
    public record Place(String code, long units) {}
}
