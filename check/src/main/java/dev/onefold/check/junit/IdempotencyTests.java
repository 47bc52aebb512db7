package dev.onefold.check.junit;

import dev.onefold.check.Examination;
import dev.onefold.check.Finding;
import dev.onefold.check.IdempotencyCheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * A test for each check, in a container for each target: a check that fails is a test that fails, one that does not apply is
 * skipped and says why. A test class implements this and says what is to be checked:
 *
 * <pre>{@code
 * class OrdersAreIdempotentTest implements IdempotencyTests {
 *     public IdempotencyCheck idempotencyCheck() {
 *         return IdempotencyCheck.builder().counted(orders, "GET /orders?ref={{ref}} | $.total").build();
 *     }
 * }
 * }</pre>
 */
public interface IdempotencyTests {

    /** What is checked; asked once for each run of the class. */
    IdempotencyCheck idempotencyCheck();

    /** The tests; each sends its requests when it is run. */
    @TestFactory
    default Stream<DynamicNode> repeated_requests_have_one_effect() {
        return of(idempotencyCheck());
    }

    /**
     * The tests of a check, for a {@code @TestFactory} of one's own.
     *
     * @param check closed with the stream
     */
    static Stream<DynamicNode> of(IdempotencyCheck check) {
        Map<String, List<Examination>> byTarget = check.examinations().stream()
                .collect(Collectors.groupingBy(
                        examination -> examination.target().isEmpty() ? "no target for" : examination.target(),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return byTarget.entrySet().stream()
                .<DynamicNode>map(target -> DynamicContainer.dynamicContainer(
                        target.getKey(), target.getValue().stream().map(IdempotencyTests::test)))
                .onClose(check::close);
    }

    private static DynamicTest test(Examination examination) {
        String name = examination.card().id() + ": " + examination.card().title();
        return DynamicTest.dynamicTest(name, () -> {
            Finding finding = examination.run();
            switch (finding.status()) {
                case PASS -> {}
                case NA -> throw new TestAbortedException(finding.detail());
                case FAIL -> throw new AssertionFailedError(told(finding));
            }
        });
    }

    private static String told(Finding finding) {
        String steps = finding.steps().stream()
                .map(step ->
                        "  " + step.sent() + System.lineSeparator() + "    -> " + step.came() + System.lineSeparator())
                .collect(Collectors.joining());
        return finding.detail()
                + System.lineSeparator()
                + steps
                + finding.card().meaning()
                + System.lineSeparator()
                + finding.card().remedy()
                + System.lineSeparator()
                + finding.reproduction();
    }
}
