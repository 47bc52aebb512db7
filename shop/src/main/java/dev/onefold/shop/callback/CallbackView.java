package dev.onefold.shop.callback;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What became of a callback.
 *
 * @param reference what it was about
 * @param effect what it did: credited, moved, given back, or nothing, since it was known
 * @param creditedMinor what has been credited to the reference by then, in pence
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CallbackView(
        String reference,
        long sequence,
        Effect effect,
        @Nullable Long creditedMinor) {

    /** What a callback did. */
    enum Effect {
        CREDITED,
        MOVED,
        GIVEN_BACK,
        REFUNDED,
        NONE
    }
}
