package dev.onefold.prover;

import dev.onefold.prover.verdict.BadUseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Words on the command line stand for constants. */
final class Names {

    private Names() {}

    static <E extends Enum<E>> E of(Class<E> type, String option, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> lower(constant).equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new BadUseException(option + " " + word + ": there are "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Names::lower)
                                .collect(Collectors.joining(", "))));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
