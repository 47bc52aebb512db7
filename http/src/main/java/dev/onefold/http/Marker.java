package dev.onefold.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A response header that tells what a caller is looking at.
 *
 * @param name of the header
 * @param first its value on an answer that the handler made now; null to leave it out
 * @param replayed its value on an answer from a record
 * @param refused its value on an answer that is neither, such as a mismatch; null to leave it out
 */
public record Marker(
        String name,
        @Nullable String first,
        String replayed,
        @Nullable String refused) {

    public Marker {
        FieldSyntax.check(name, replayed);
        FieldSyntax.check(name, first == null ? "" : first);
        FieldSyntax.check(name, refused == null ? "" : refused);
    }

    /** {@code Idempotent-Replayed: true} on replays only. */
    public static Marker standard() {
        return onReplays(Answers.REPLAYED);
    }

    /** {@code true} on replays only. */
    public static Marker onReplays(String name) {
        return new Marker(name, null, "true", null);
    }

    /** Under another name. */
    public Marker named(String other) {
        return new Marker(other, first, replayed, refused);
    }

    /** With another value on replays. */
    public Marker replayed(String value) {
        return new Marker(name, first, value, refused);
    }

    /** With a value on first answers too, such as {@code false}. */
    public Marker first(String value) {
        return new Marker(name, value, replayed, refused);
    }

    Optional<String> of(Answer.Origin origin) {
        return Optional.ofNullable(
                switch (origin) {
                    case HANDLER -> first;
                    case RECORD -> replayed;
                    case PROBLEM -> refused;
                });
    }
}
