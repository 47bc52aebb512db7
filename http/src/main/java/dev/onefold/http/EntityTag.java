package dev.onefold.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An entity tag of RFC 9110 (8.8.3): two representations with the same strong tag are the same bytes.
 *
 * @param opaque what is between the quotes, at most 255 characters
 * @param weak whether it only promises that the two mean the same
 */
public record EntityTag(String opaque, boolean weak) {

    private static final int MOST_CHARS = 255;

    /** As many as an honest client sends several times over. */
    private static final int MOST_IN_A_LIST = 100;

    private static final String WEAK = "W/";

    public EntityTag {
        if (opaque.length() > MOST_CHARS || !opaque.chars().allMatch(EntityTag::isTagChar)) {
            throw new IllegalArgumentException(
                    "An entity tag has at most " + MOST_CHARS + " visible characters, and no quotes");
        }
    }

    /** The strong tag of what a version number counts: a new version for every change that can be seen. */
    public static EntityTag ofVersion(long version) {
        return new EntityTag(Long.toString(version), false);
    }

    /** The version that {@link #ofVersion} made this tag of; empty for any other tag. */
    public OptionalLong version() {
        try {
            long version = Long.parseLong(opaque);
            return equals(ofVersion(version)) ? OptionalLong.of(version) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Whether both are strong and the same (8.8.3.2), as {@code If-Match} compares. */
    public boolean matchesStrongly(EntityTag other) {
        return !weak && equals(other);
    }

    /** Whether both are the same but for being weak or strong (8.8.3.2), as {@code If-None-Match} compares. */
    public boolean matchesWeakly(EntityTag other) {
        return opaque.equals(other.opaque);
    }

    /**
     * Reads the tags of {@code If-Match} or {@code If-None-Match}, which may not be {@code *}.
     *
     * @param value all field lines, joined by commas
     * @return 1 to 100 tags, or empty if that is not what it is
     */
    static Optional<List<EntityTag>> parse(String value) {
        List<EntityTag> tags = new ArrayList<>();
        int at = 0;
        while (at < value.length()) {
            char c = value.charAt(at);
            if (c == ' ' || c == '\t' || c == ',') {
                at++;
                continue;
            }
            boolean weak = value.startsWith(WEAK, at);
            int open = weak ? at + WEAK.length() : at;
            int close = open < value.length() && value.charAt(open) == '"' ? value.indexOf('"', open + 1) : -1;
            if (close < 0 || tags.size() == MOST_IN_A_LIST || !isEnd(value, close + 1)) {
                return Optional.empty();
            }
            String opaque = value.substring(open + 1, close);
            if (opaque.length() > MOST_CHARS || !opaque.chars().allMatch(EntityTag::isTagChar)) {
                return Optional.empty();
            }
            tags.add(new EntityTag(opaque, weak));
            at = close + 1;
        }
        return tags.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(tags));
    }

    /** Whether the element ends here: after white space there is a comma, or nothing. */
    private static boolean isEnd(String value, int from) {
        int at = from;
        while (at < value.length() && (value.charAt(at) == ' ' || value.charAt(at) == '\t')) {
            at++;
        }
        return at == value.length() || value.charAt(at) == ',';
    }

    private static boolean isTagChar(int c) {
        return c == '!' || (c >= '#' && c <= 0xFF && c != 0x7F);
    }

    /** The field value of {@code ETag}. */
    @Override
    public String toString() {
        return (weak ? WEAK : "") + '"' + opaque + '"';
    }
}
