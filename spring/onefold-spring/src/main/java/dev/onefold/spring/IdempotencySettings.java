package dev.onefold.spring;

import dev.onefold.Operation.Retention;
import dev.onefold.Operation.Waiting;
import dev.onefold.http.KeyHeader;
import dev.onefold.http.KeySyntax;
import dev.onefold.http.Problems;
import dev.onefold.http.ResponsePolicy;

/**
 * What all operations of an application have in common.
 *
 * @param headerName the request header that carries the key
 * @param keys what is accepted as a key
 * @param retention for operations that name none
 * @param waiting for operations that name none
 * @param maxRequestBytes the longest request body of an idempotent handler; a longer one is answered with 413
 * @param maxResponseBytes the longest response of an idempotent handler; a longer one undoes its effects
 */
public record IdempotencySettings(
        String headerName,
        KeySyntax keys,
        Retention retention,
        Waiting waiting,
        int maxRequestBytes,
        int maxResponseBytes,
        ResponsePolicy responses,
        Problems problems) {

    private static final int MEBIBYTE = 1 << 20;
    private static final int MOST_BYTES = 64 * MEBIBYTE;

    public IdempotencySettings {
        if (maxRequestBytes < 1
                || maxRequestBytes > MOST_BYTES
                || maxResponseBytes < 1
                || maxResponseBytes > MOST_BYTES) {
            throw new IllegalArgumentException("Requests and responses have at most 1 byte to 64 MiB");
        }
    }

    public static IdempotencySettings standard() {
        return new IdempotencySettings(
                KeyHeader.NAME,
                KeySyntax.lenient(),
                Retention.DEFAULT,
                Waiting.NONE,
                MEBIBYTE,
                MEBIBYTE,
                ResponsePolicy.standard(),
                Problems.standard());
    }
}
