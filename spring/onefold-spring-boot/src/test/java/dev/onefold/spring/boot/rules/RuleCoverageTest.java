package dev.onefold.spring.boot.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** No rule of this release is without a test, and no test is of a rule that is not promised. */
class RuleCoverageTest {

    private static final Pattern RULE = Pattern.compile("([A-Z]\\d+)_.*");

    private static final List<Class<?>> TESTS = List.of(
            KeyRulesTest.class,
            FingerprintRulesTest.class,
            ConcurrencyRulesTest.class,
            ReplayRulesTest.class,
            ReplayEdgeRulesTest.class,
            StoredOutcomeRulesTest.class,
            RetentionRulesTest.class,
            ScopeRulesTest.class,
            CrashRulesTest.class,
            AdmissionRulesTest.class,
            AcceptedRulesTest.class,
            BatchRulesTest.class,
            BodyRulesTest.class,
            MethodRulesTest.class,
            GatewayRulesTest.class,
            OperatingRulesTest.class);

    @Test
    void every_rule_of_this_release_has_a_test() {
        Set<String> promised = Stream.of(
                        rules("K", 1, 14),
                        rules("F", 1, 16),
                        rules("C", 1, 8),
                        rules("R", 1, 18),
                        rules("O", 1, 9),
                        rules("O", 14, 17),
                        rules("O", 19, 19),
                        rules("X", 1, 11),
                        rules("S", 1, 9),
                        rules("S", 11, 18),
                        rules("B", 1, 9),
                        rules("M", 1, 13),
                        rules("G", 1, 3),
                        rules("G", 5, 5),
                        rules("G", 7, 7),
                        rules("G", 9, 9),
                        rules("D", 1, 3),
                        rules("D", 5, 5),
                        rules("E", 3, 5),
                        rules("A", 1, 7),
                        rules("L", 1, 7),
                        rules("H", 1, 6),
                        rules("H", 15, 17))
                .flatMap(rules -> rules)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(promised).hasSize(156);
        assertThat(tested()).containsExactlyElementsOf(promised);
    }

    private static Stream<String> rules(String section, int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(number -> section + number);
    }

    private static Set<String> tested() {
        return TESTS.stream()
                .flatMap(test -> Arrays.stream(test.getDeclaredMethods()))
                .filter(RuleCoverageTest::isTest)
                .map(method -> RULE.matcher(method.getName()))
                .filter(Matcher::matches)
                .map(rule -> rule.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class);
    }
}
