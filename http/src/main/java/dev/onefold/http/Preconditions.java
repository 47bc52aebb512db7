package dev.onefold.http;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a request asks of the current representation by {@code If-Match} and {@code If-None-Match} (RFC 9110, 13.1). It is
 * decided on what was read, so whoever then writes puts the {@link #expectedVersion} into the write itself: between the
 * two, another may have written. Immutable.
 */
public final class Preconditions {

    /** What is to be done with the request. */
    public enum Result {
        /** Do it. */
        PROCEED,
        /** 304, with the current {@code ETag}: the caller has this representation. */
        NOT_MODIFIED,
        /** 412: the representation is not the one that the caller means. */
        FAILED,
        /** 428 (RFC 6585, 3): the caller must say which representation it means, by {@code If-Match}. */
        REQUIRED,
        /** 400: a header is not a list of entity tags. */
        MALFORMED
    }

    private static final String ANY = "*";

    private final Field ifMatch;
    private final Field ifNoneMatch;

    private Preconditions(Field ifMatch, Field ifNoneMatch) {
        this.ifMatch = ifMatch;
        this.ifNoneMatch = ifNoneMatch;
    }

    /**
     * The conditions of a request.
     *
     * @param ifMatch every field line of {@code If-Match}
     * @param ifNoneMatch every field line of {@code If-None-Match}
     */
    public static Preconditions of(List<String> ifMatch, List<String> ifNoneMatch) {
        return new Preconditions(Field.of(ifMatch), Field.of(ifNoneMatch));
    }

    /** For GET and HEAD. An {@code If-None-Match} that cannot be read is ignored: the caller gets all of it. */
    public Result toRead(Optional<EntityTag> current) {
        if (ifMatch.malformed()) {
            return Result.MALFORMED;
        }
        if (ifMatch.sent() && !ifMatch.matchesStrongly(current)) {
            return Result.FAILED;
        }
        return ifNoneMatch.matchesWeakly(current) ? Result.NOT_MODIFIED : Result.PROCEED;
    }

    /** For every other method. Conditions that were not sent hold. */
    public Result toWrite(Optional<EntityTag> current) {
        if (ifMatch.malformed() || ifNoneMatch.malformed()) {
            return Result.MALFORMED;
        }
        if (ifMatch.sent() && !ifMatch.matchesStrongly(current)) {
            return Result.FAILED;
        }
        return ifNoneMatch.matchesWeakly(current) ? Result.FAILED : Result.PROCEED;
    }

    /** As {@link #toWrite}, and {@code If-Match} must have been sent: nobody overwrites what they have not seen. */
    public Result toChange(Optional<EntityTag> current) {
        return ifMatch.sent() ? toWrite(current) : Result.REQUIRED;
    }

    /** The version in {@code If-Match}, if that is one tag of {@link EntityTag#ofVersion}. */
    public OptionalLong expectedVersion() {
        return ifMatch.tags().size() == 1 ? ifMatch.tags().get(0).version() : OptionalLong.empty();
    }

    /**
     * One of the two headers.
     *
     * @param sent whether there was any line of it
     * @param any whether it is {@code *}
     * @param tags what it lists; none if it is {@code *} or cannot be read
     */
    private record Field(boolean sent, boolean any, List<EntityTag> tags) {

        static Field of(List<String> lines) {
            String value = String.join(",", lines);
            boolean any = value.strip().equals(ANY);
            return new Field(
                    !lines.isEmpty(),
                    any,
                    any ? List.of() : EntityTag.parse(value).orElse(List.of()));
        }

        boolean malformed() {
            return sent && !any && tags.isEmpty();
        }

        boolean matchesStrongly(Optional<EntityTag> current) {
            return current.isPresent() && (any || tags.stream().anyMatch(current.get()::matchesStrongly));
        }

        boolean matchesWeakly(Optional<EntityTag> current) {
            return current.isPresent() && (any || tags.stream().anyMatch(current.get()::matchesWeakly));
        }
    }
}
