package dev.onefold.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/**
 * Runs the tests of the catalogue of faults on a shop that does without one technique after the other, and compares which of
 * them fail with what the catalogue says; {@code -Donefold.docs.update} writes it there instead.
 */
class WithoutTechniqueTest {

    private static final Path PAGE = Path.of("../docs/techniques/catalogue.md");
    private static final Pattern ROW = Pattern.compile("\\| (.+) \\| `(\\w+)\\.(\\w+)` \\| (.+) \\|");
    private static final int LAST_TECHNIQUE = 10;

    /** The techniques in the flows that a test goes through: those that it is worth to run it without. */
    private static final Map<String, List<Integer>> FLOWS = Map.ofEntries(
            Map.entry("OnceOnlyTest", List.of(2, 3, 6)),
            Map.entry("CheckoutTest", List.of(4, 6)),
            Map.entry("RefundTest", List.of(3, 5, 6)),
            Map.entry("ReservationTest", List.of(6, 9)),
            Map.entry("FlashSaleTest", List.of(7)),
            Map.entry("BestsellersTest", List.of(7)),
            Map.entry("SettlementTest", List.of(8)),
            Map.entry("PurchaseTest", List.of(6, 9)),
            Map.entry("PaymentTest", List.of(9, 10)),
            Map.entry("CallbackTest", List.of(3, 10)));

    /** A fault, and the test that finds it. */
    private record Fault(String type, String method) {

        boolean isOfThisShop() {
            return FLOWS.containsKey(type);
        }

        boolean goesThrough(int technique) {
            return FLOWS.getOrDefault(type, List.of()).contains(technique);
        }

        /** Why the test failed, if it did. */
        Optional<Throwable> failure() {
            Events tests = EngineTestKit.engine("junit-jupiter")
                    .selectors(selectMethod(ShopTest.class.getPackageName() + "." + type, method))
                    .execute()
                    .testEvents();
            assertThat(tests.finished().count()).as(this + " ran").isEqualTo(1);
            return tests.failed().stream()
                    .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                            .getThrowable()
                            .orElseThrow())
                    .findFirst();
        }

        @Override
        public String toString() {
            return type + "." + method;
        }
    }

    @Test
    void the_catalogue_says_which_of_its_tests_fail_without_which_technique() throws IOException {
        String page = Files.readString(PAGE);
        List<Fault> faults = ROW.matcher(page)
                .results()
                .map(row -> new Fault(row.group(2), row.group(3)))
                .filter(Fault::isOfThisShop)
                .toList();
        assertThat(failing(faults, 0)).as("fail with all techniques in").isEmpty();

        Map<Fault, List<Integer>> failsWithout = new LinkedHashMap<>();
        for (int technique = 2; technique <= LAST_TECHNIQUE; technique++) {
            int without = technique;
            List<Fault> tried =
                    faults.stream().filter(fault -> fault.goesThrough(without)).toList();
            failing(tried, technique)
                    .forEach(fault -> failsWithout
                            .computeIfAbsent(fault, first -> new ArrayList<>())
                            .add(without));
        }

        assertThat(failsWithout.keySet())
                .as("what fails without something")
                .containsExactlyInAnyOrderElementsOf(faults);
        if (System.getProperty("onefold.docs.update") != null) {
            Files.writeString(PAGE, written(page, failsWithout));
        } else {
            assertThat(documented(page))
                    .as("%s; run with -Donefold.docs.update to renew it", PAGE)
                    .isEqualTo(cells(failsWithout));
        }
    }

    private static Map<String, String> documented(String page) {
        return ROW.matcher(page)
                .results()
                .filter(row -> new Fault(row.group(2), row.group(3)).isOfThisShop())
                .collect(Collectors.toMap(row -> row.group(2) + "." + row.group(3), row -> row.group(4)));
    }

    private static Map<String, String> cells(Map<Fault, List<Integer>> failsWithout) {
        Map<String, String> cells = new HashMap<>();
        failsWithout.forEach((fault, techniques) -> cells.put(
                fault.toString(), techniques.stream().map(String::valueOf).collect(Collectors.joining(", "))));
        return cells;
    }

    /** Those that fail without a technique, each for a reason that it states itself. */
    private static List<Fault> failing(List<Fault> faults, int technique) {
        List<Fault> failing = new ArrayList<>();
        Without.technique(technique, () -> {
            for (Fault fault : faults) {
                WithoutDatabase.drop(technique);
                fault.failure().ifPresent(failure -> {
                    assertThat(rootOf(failure)).as("why %s fails", fault).isInstanceOf(AssertionError.class);
                    failing.add(fault);
                });
                WithoutDatabase.restore();
                WithoutDatabase.add(technique);
            }
        });
        return failing;
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = root.getCause(); cause != null; cause = root.getCause()) {
            root = cause;
        }
        return root;
    }

    private static String written(String page, Map<Fault, List<Integer>> failsWithout) {
        Map<String, String> cells = cells(failsWithout);
        return ROW.matcher(page).replaceAll(row -> {
            String test = row.group(2) + "." + row.group(3);
            return Matcher.quoteReplacement(
                    "| " + row.group(1) + " | `" + test + "` | " + cells.getOrDefault(test, row.group(4)) + " |");
        });
    }
}
