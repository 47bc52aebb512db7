package dev.onefold.shop.callback;

import dev.onefold.Fingerprint;

/**
 * What a provider reports.
 *
 * @param epoch which count its numbers belong to: a provider that was restored begins another one
 * @param sequence the provider's own number of the report
 * @param subject what it is about: a reference, or the id of an attempt or a payment
 * @param eventId the provider's name of the event; of a refund, its number
 */
record Callback(
        long epoch,
        long sequence,
        CallbackKind kind,
        String subject,
        String eventId,
        long amountMinor,
        String currency) {

    Fingerprint fingerprint() {
        return Fingerprint.ofText(kind.name(), subject, eventId, Long.toString(amountMinor), currency);
    }
}
