package dev.onefold.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The digests that a request names of its own content (RFC 9530). What arrived otherwise is not what the caller sent, and must not
 * be what its key stands for.
 */
public final class ContentDigest {

    /** The header field. */
    public static final String NAME = "Content-Digest";

    private static final int MOST_CHARS = 1024;

    /** One member of the field's dictionary: an algorithm and a byte sequence between colons. */
    private static final Pattern MEMBER = Pattern.compile("\\s*([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/]*={0,2}):\\s*");

    private ContentDigest() {}

    /**
     * Whether the content is what the digests say. True without any that is known: {@code sha-256} and {@code sha-512}
     * are, the others are deprecated.
     *
     * @param lines every line of the field
     * @param content as it was sent, before any decoding
     */
    public static boolean agrees(List<String> lines, byte[] content) {
        if (lines.isEmpty()) {
            return true;
        }
        String all = String.join(",", lines);
        if (all.length() > MOST_CHARS) {
            return false;
        }
        for (String member : all.isBlank() ? List.<String>of() : List.of(all.split(",", -1))) {
            Matcher matcher = MEMBER.matcher(member);
            if (!matcher.matches() || !agrees(matcher.group(1), matcher.group(2), content)) {
                return false;
            }
        }
        return true;
    }

    private static boolean agrees(String algorithm, String digest, byte[] content) {
        return switch (algorithm) {
            case "sha-256" -> agrees(digest("SHA-256", content), digest);
            case "sha-512" -> agrees(digest("SHA-512", content), digest);
            default -> true;
        };
    }

    private static boolean agrees(byte[] actual, String named) {
        try {
            return MessageDigest.isEqual(actual, Base64.getDecoder().decode(named));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] digest(String algorithm, byte[] content) {
        try {
            return MessageDigest.getInstance(algorithm).digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256 and SHA-512", e);
        }
    }
}
