package dev.onefold.http;

import dev.onefold.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The digest of what a request asks: operation, method, path, query, media type and body. Two requests with equal
 * digests ask the same.
 *
 * <ul>
 *   <li><b>Path and query</b>: percent-encodings that RFC 3986 calls equivalent are equal. The query's pairs may come in
 *       another order; pairs of one name may not.
 *   <li><b>JSON</b> ({@code application/json} and {@code +json}): whitespace, member order, escapes and spellings of the
 *       same number do not matter; array order, {@code null} against absent, and every digit do.
 *   <li><b>Any other body</b>, forms included, is compared byte for byte.
 * </ul>
 *
 * A {@link FingerprintRule} may say otherwise of headers and bodies.
 */
public sealed interface RequestFingerprint {

    /** Of the rule that this release writes. */
    int VERSION = 1;

    /** The request's digest. */
    record Fingerprinted(Fingerprint fingerprint) implements RequestFingerprint {}

    /**
     * A JSON body that two parsers may read as two different requests: a member named twice, a byte order mark, bytes
     * that are not UTF-8, something after the value, or nesting deeper than 64.
     *
     * @param reason a sentence for the caller, which never repeats what was sent
     */
    record InvalidBody(String reason) implements RequestFingerprint {}

    /** A body that is longer than the bound. */
    record TooLarge(int maxFingerprintedBytes) implements RequestFingerprint {}

    /** The fingerprint of a request by the {@linkplain FingerprintRule#standard() standard rule}. */
    static RequestFingerprint of(RequestHead head, byte[] body) {
        return of(head, body, FingerprintRule.standard());
    }

    /**
     * The fingerprint of a request.
     *
     * <p>A body that claims to be JSON and is not is compared byte for byte instead of refused: the application then
     * answers it with its own 400, in its own words, and the key is released with that answer. Memory is bounded by a
     * small multiple of the body; no number is ever computed, only rewritten.
     *
     * @param body as it was sent; a gzip coding that the head tells of is undone first
     */
    static RequestFingerprint of(RequestHead head, byte[] body, FingerprintRule rule) {
        byte[] decoded = ContentCoding.decoded(head.contentEncoding(), body, rule.maxBodyBytes());
        if (decoded.length > rule.maxBodyBytes()) {
            return new TooLarge(rule.maxBodyBytes());
        }
        String mediaType = essence(head.mediaType());
        PartsDigest digest = head(head, rule);
        if (rule.body() == FingerprintRule.Body.NONE) {
            return fingerprinted(digest.text("none"));
        }
        boolean asJson = rule.body() == FingerprintRule.Body.CANONICAL && isJson(mediaType);
        CanonicalJson json = asJson ? CanonicalJson.read(decoded, rule.fields()) : new CanonicalJson.NotJson();
        if (json instanceof CanonicalJson.Ambiguous ambiguous) {
            return new InvalidBody(ambiguous.reason());
        }
        if (json instanceof CanonicalJson.Canonical canonical) {
            digest.text("json").text(canonical.text());
        } else {
            digest.text("bytes").bytes(decoded);
        }
        return fingerprinted(digest);
    }

    /**
     * The fingerprint of a request with a multipart body: the parts in their order, whatever the boundary between them.
     * Names, file names, types and contents count. Contents are read once and not kept.
     */
    static RequestFingerprint of(RequestHead head, List<? extends BodyPart> parts, FingerprintRule rule)
            throws IOException {
        PartsDigest digest = head(head, rule);
        if (rule.body() == FingerprintRule.Body.NONE) {
            return fingerprinted(digest.text("none"));
        }
        digest.text("parts").text(Integer.toString(parts.size()));
        long left = rule.maxBodyBytes();
        for (BodyPart part : parts) {
            digest.text(part.name()).text(part.fileName()).text(essence(part.mediaType()));
            try (InputStream content = part.open()) {
                left -= digest.stream(content, left + 1);
            }
            if (left < 0) {
                return new TooLarge(rule.maxBodyBytes());
            }
        }
        return fingerprinted(digest);
    }

    private static PartsDigest head(RequestHead head, FingerprintRule rule) {
        PartsDigest digest = new PartsDigest()
                .text(head.operation())
                .text(head.method())
                .text(CanonicalUri.path(head.path()))
                .pairs(CanonicalUri.query(head.query()))
                .text(essence(head.mediaType()));
        return rule.headers().isEmpty() ? digest : digest.text("headers").pairs(head.pairs(rule.headers()));
    }

    private static Fingerprinted fingerprinted(PartsDigest digest) {
        return new Fingerprinted(Fingerprint.of(VERSION, digest.digest()));
    }

    private static @Nullable String essence(@Nullable String mediaType) {
        if (mediaType == null) {
            return null;
        }
        int parameters = mediaType.indexOf(';');
        String essence = parameters < 0 ? mediaType : mediaType.substring(0, parameters);
        return essence.strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isJson(@Nullable String essence) {
        return essence != null && (essence.equals("application/json") || essence.endsWith("+json"));
    }
}
