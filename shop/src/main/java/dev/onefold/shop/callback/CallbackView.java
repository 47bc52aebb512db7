package dev.onefold.shop.callback;

/**
 * What became of a callback.
 *
 * @param creditedMinor what has been credited to the reference by then, in pence
 */
record CallbackView(String reference, long sequence, long creditedMinor) {}
