package dev.onefold.shop.callback;

import dev.onefold.Fingerprint;

/**
 * What a provider reports.
 *
 * @param sequence the provider's own number of the report
 * @param reference the purchase or order that was paid
 * @param eventId the provider's name of the event
 */
record Callback(long sequence, String reference, String eventId, long amountMinor, String currency) {

    Fingerprint fingerprint() {
        return Fingerprint.ofText(reference, eventId, Long.toString(amountMinor), currency);
    }
}
