package dev.onefold.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a request's key is and what it looks like.
 *
 * @param header the name of the request header that carries it
 * @param aliases names under which older callers send it; a request that has several must have one key in all of them
 * @param syntax what is accepted
 * @param window how old a key may be, or null if it does not tell its age
 * @param echo whether each answer to a valid key repeats it as {@code header}, in the spelling that was received
 */
public record KeyRule(
        String header,
        List<String> aliases,
        KeySyntax syntax,
        @Nullable KeyWindow window,
        boolean echo) {

    public KeyRule {
        aliases = List.copyOf(aliases);
        List<String> names = new ArrayList<>(aliases);
        names.add(header);
        for (String name : names) {
            if (!FieldSyntax.isToken(name)) {
                throw new IllegalArgumentException("The name of a key's header is a token, not '" + name + "'");
            }
        }
        if (names.stream().map(name -> name.toLowerCase(Locale.ROOT)).distinct().count() != names.size()) {
            throw new IllegalArgumentException("A key's header has a name twice: " + names);
        }
    }

    /** {@code Idempotency-Key}, quoted or bare, repeated in answers. */
    public static KeyRule standard() {
        return new KeyRule(KeyHeader.NAME, List.of(), KeySyntax.lenient(), null, true);
    }

    public KeyRule header(String name) {
        return new KeyRule(name, aliases, syntax, window, echo);
    }

    public KeyRule aliases(List<String> names) {
        return new KeyRule(header, names, syntax, window, echo);
    }

    public KeyRule syntax(KeySyntax other) {
        return new KeyRule(header, aliases, other, window, echo);
    }

    public KeyRule window(@Nullable KeyWindow other) {
        return new KeyRule(header, aliases, syntax, other, echo);
    }

    public KeyRule echo(boolean repeated) {
        return new KeyRule(header, aliases, syntax, window, repeated);
    }

    /**
     * Reads a request's key.
     *
     * @param lines gives every field line of a header by its name
     */
    public KeyHeader read(Function<String, List<String>> lines) {
        KeyHeader read = syntax.parse(lines.apply(header));
        for (String alias : aliases) {
            read = merged(read, syntax.parse(lines.apply(alias)));
        }
        return read;
    }

    private static KeyHeader merged(KeyHeader one, KeyHeader other) {
        if (other instanceof KeyHeader.Missing || one instanceof KeyHeader.Invalid) {
            return one;
        }
        if (one instanceof KeyHeader.Valid first
                && other instanceof KeyHeader.Valid second
                && !first.key().equals(second.key())) {
            return new KeyHeader.Invalid("The request has two keys that differ.");
        }
        return one instanceof KeyHeader.Valid && other instanceof KeyHeader.Valid ? one : other;
    }
}
