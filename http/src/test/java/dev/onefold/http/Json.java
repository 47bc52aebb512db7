package dev.onefold.http;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** A JSON value for properties, and its many spellings. Equal values mean the same. */
sealed interface Json {

    record Obj(Map<String, Json> members) implements Json {}

    record Arr(List<Json> elements) implements Json {}

    record Str(String value) implements Json {}

    record Num(BigDecimal value) implements Json {
        public Num {
            value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        }
    }

    /** {@code true}, {@code false} or {@code null}. */
    record Word(String word) implements Json {}

    static Arbitrary<Json> values() {
        return values(3);
    }

    private static Arbitrary<Json> values(int depth) {
        Arbitrary<Json> leaf = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(4).map(Str::new),
                Arbitraries.strings().withChars('a', 'b', '"').ofMaxLength(2).map(Str::new),
                Arbitraries.bigDecimals().ofScale(3).map(Num::new),
                Arbitraries.integers().between(-2, 2).map(i -> new Num(BigDecimal.valueOf(i))),
                Arbitraries.of("true", "false", "null").map(Word::new));
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<Json> inner = values(depth - 1);
        Arbitrary<String> names = Arbitraries.strings()
                .withChars('a', 'b', 'c', '\u00e9', '"', '1')
                .ofMaxLength(3);
        return Arbitraries.oneOf(
                leaf,
                inner.list().ofMaxSize(4).map(Arr::new),
                Arbitraries.maps(names, inner).ofMaxSize(4).map(Obj::new));
    }

    /** One of the spellings of this value. */
    default String spelled(Random random) {
        String text;
        if (this instanceof Obj obj) {
            List<Map.Entry<String, Json>> members =
                    new ArrayList<>(obj.members().entrySet());
            Collections.shuffle(members, random);
            text = members.stream()
                    .map(member -> space(random) + quoted(member.getKey(), random) + space(random) + ":"
                            + member.getValue().spelled(random))
                    .collect(Collectors.joining(",", "{", space(random) + "}"));
        } else if (this instanceof Arr arr) {
            text = arr.elements().stream()
                    .map(element -> element.spelled(random))
                    .collect(Collectors.joining(",", "[", space(random) + "]"));
        } else if (this instanceof Str str) {
            text = quoted(str.value(), random);
        } else if (this instanceof Num num) {
            text = number(num.value(), random);
        } else {
            text = ((Word) this).word();
        }
        return space(random) + text + space(random);
    }

    private static String space(Random random) {
        return " \n\t\r".substring(0, random.nextInt(3));
    }

    private static String quoted(String value, Random random) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean mustEscape = c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c);
            if (mustEscape || random.nextInt(4) == 0) {
                String hex = String.format(Locale.ROOT, "%04x", (int) c);
                out.append("\\u").append(random.nextBoolean() ? hex : hex.toUpperCase(Locale.ROOT));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    private static String number(BigDecimal value, Random random) {
        if (value.signum() == 0) {
            return List.of("0", "-0", "0.00", "0e7", "-0E-3").get(random.nextInt(5));
        }
        return switch (random.nextInt(4)) {
            case 0 -> value.toPlainString();
            case 1 ->
                value.setScale(Math.max(value.scale(), 0) + 1 + random.nextInt(3))
                        .toPlainString();
            case 2 -> value.unscaledValue() + "e" + -value.scale();
            default -> value.scaleByPowerOfTen(3).toPlainString() + "E-0" + 3;
        };
    }
}
