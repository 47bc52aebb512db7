package dev.onefold.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalNumberTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "0.000, 0",
        "-0E-5, 0",
        "1, 1e0",
        "1.0, 1e0",
        "1e0, 1e0",
        "10e-1, 1e0",
        "-1.50, -15e-1",
        "120, 12e1",
        "0.0012, 12e-4",
        "1E+02, 1e2",
        "0.1, 1e-1",
        "0.10000000000000000001, 10000000000000000001e-20",
        "9007199254740993, 9007199254740993e0"
    })
    void F7_one_spelling_for_equal_numbers(String written, String canonical) {
        assertThat(canonical(written)).isEqualTo(canonical);
    }

    @Test
    void a_huge_power_is_not_computed() {
        assertThat(canonical("1e400000000")).isEqualTo("1e400000000");
        assertThat(canonical("10e-400000000")).isEqualTo("1e-399999999");
        assertThat(canonical("0e400000000")).isEqualTo("0");
        assertThat(canonical("0.5e999999999999999999")).isEqualTo("5e999999999999999998");
    }

    @Test
    void an_exponent_beyond_a_long_keeps_its_spelling() {
        String digits = "9".repeat(1_000_000);

        assertThat(canonical("1.20e+00" + digits)).isEqualTo("12e" + digits + "s-1");
        assertThat(canonical("1e-" + digits)).isEqualTo("1e-" + digits + "s0");
        assertThat(canonical("0e" + digits)).isEqualTo("0");
    }

    @Property
    void equal_exactly_if_the_numbers_are(
            @ForAll BigInteger digits,
            @ForAll @IntRange(min = -40, max = 40) int scale,
            @ForAll @IntRange(min = 0, max = 5) int moreZeros,
            @ForAll BigInteger otherDigits) {
        BigDecimal number = new BigDecimal(digits, scale);
        BigDecimal respelled = number.setScale(scale + moreZeros);
        BigDecimal other = new BigDecimal(otherDigits, scale);

        assertThat(canonical(number.toString())).isEqualTo(canonical(respelled.toPlainString()));
        assertThat(canonical(number.toPlainString())).isEqualTo(canonical(number.toEngineeringString()));
        assertThat(canonical(number.toString()).equals(canonical(other.toString())))
                .isEqualTo(number.compareTo(other) == 0);
    }

    private static String canonical(String written) {
        StringBuilder out = new StringBuilder();
        CanonicalNumber.append(out, written);
        return out.toString();
    }
}
