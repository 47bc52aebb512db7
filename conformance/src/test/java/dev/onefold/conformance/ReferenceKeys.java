package dev.onefold.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads keys: a quoted string with parameters, or bare visible characters. */
final class ReferenceKeys {

    private static final Pattern QUOTED =
            Pattern.compile("\"((?:[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]|\\\\[\"\\\\])*)\"(?:;[a-z]+=[\\w]+)*");
    private static final Pattern BARE = Pattern.compile("[\\x21-\\x7E&&[^\"\\\\,;]]+");

    private ReferenceKeys() {}

    /** The key; empty if what came is none. */
    static Optional<String> read(List<String> lines, Set<Defect> defects) {
        List<String> values = new ArrayList<>(lines);
        if (defects.contains(Defect.FIRST_OF_A_LIST)) {
            values = List.of(lines.get(0).split(",", -1)[0].strip());
        }
        if (values.size() != 1) {
            return Optional.empty();
        }
        String value = values.get(0).strip();
        if (defects.contains(Defect.QUOTES_ARE_PART_OF_THE_KEY)) {
            return Optional.of(value);
        }
        return decoded(value)
                .filter(key -> !key.isBlank())
                .filter(key -> defects.contains(Defect.ANY_LENGTH) || (key.length() >= 16 && key.length() <= 255))
                .map(key -> defects.contains(Defect.KEY_IN_LOWER_CASE) ? key.toLowerCase(java.util.Locale.ROOT) : key);
    }

    private static Optional<String> decoded(String value) {
        java.util.regex.Matcher quoted = QUOTED.matcher(value);
        if (quoted.matches()) {
            return Optional.of(quoted.group(1).replaceAll("\\\\(.)", "$1"));
        }
        return BARE.matcher(value).matches() ? Optional.of(value) : Optional.empty();
    }
}
