package dev.onefold.http;

import java.util.List;
import java.util.Locale;

/**
 * What makes two requests the same request. Operation, method, path, query and the body's media type always count.
 *
 * @param body how bodies are compared
 * @param fields which members of a JSON body are compared, if it is compared as JSON
 * @param headers request headers that count as well, such as one that selects a version of the API
 * @param maxBodyBytes the longest body that is compared, before and after decoding; 1 byte to 64 MiB
 */
public record FingerprintRule(Body body, FieldSelection fields, List<String> headers, int maxBodyBytes) {

    /** How bodies are compared. */
    public enum Body {
        /** JSON by its meaning, anything else byte for byte. */
        CANONICAL,
        /** Byte for byte. */
        RAW,
        /** Not at all: a key that comes with another body gets the first answer, and nobody is told. */
        NONE
    }

    private static final int MEBIBYTE = 1 << 20;
    private static final int MOST_BYTES = 64 * MEBIBYTE;

    public FingerprintRule {
        headers = headers.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .distinct()
                .sorted()
                .toList();
        if (!headers.stream().allMatch(FieldSyntax::isToken)) {
            throw new IllegalArgumentException("Not all names of headers: " + headers);
        }
        if (maxBodyBytes < 1 || maxBodyBytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "The longest body that is compared has 1 byte to 64 MiB, not " + maxBodyBytes);
        }
        if (body != Body.CANONICAL && !fields.isAll()) {
            throw new IllegalArgumentException("Fields are selected where bodies are compared as JSON, not " + body);
        }
    }

    /** JSON by its meaning, all fields, no header, up to 1 MiB. */
    public static FingerprintRule standard() {
        return new FingerprintRule(Body.CANONICAL, FieldSelection.all(), List.of(), MEBIBYTE);
    }

    public FingerprintRule body(Body other) {
        return new FingerprintRule(other, fields, headers, maxBodyBytes);
    }

    public FingerprintRule fields(FieldSelection other) {
        return new FingerprintRule(body, other, headers, maxBodyBytes);
    }

    public FingerprintRule headers(List<String> names) {
        return new FingerprintRule(body, fields, names, maxBodyBytes);
    }

    public FingerprintRule maxBodyBytes(int bytes) {
        return new FingerprintRule(body, fields, headers, bytes);
    }
}
