package dev.onefold.caffeine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Each broken store of tokens fails the contract, and the test that is there to find it. */
class TokenTeethTest {

    private static final String PATIENCE = "onefold.testkit.patience.seconds";

    private static final Map<Class<?>, String> FINDERS = Map.of(
            BrokenTokenStores.UnknownTakenForFresh.class, "with_a_token_that_was_never_issued_is_refused",
            BrokenTokenStores.CheckThenActClaim.class, "that_claims_is_granted_to_exactly_one_of_many_at_the_same_time",
            BrokenTokenStores.ConsumedByTheClaim.class, "token_consumed_then_crash_does_not_refuse_the_user_for_ever",
            BrokenTokenStores.DeleteAndRefuse.class, "happens_once_and_the_second_gets_the_answer_of_the_first",
            BrokenTokenStores.CompletionWithoutOwner.class, "of_one_who_was_taken_over_changes_nothing",
            BrokenTokenStores.UnboundedIssue.class, "beyond_the_bound_of_one_holder_is_refused_and_others_get_theirs");

    @TestFactory
    Stream<DynamicTest> everyBrokenStoreIsFound() {
        return FINDERS.entrySet().stream()
                .map(variant -> DynamicTest.dynamicTest(
                        variant.getKey().getSimpleName(),
                        () -> assertThat(failing(variant.getKey())).contains(variant.getValue())));
    }

    private static Set<String> failing(Class<?> broken) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(broken))
                .execute()
                .testEvents()
                .failed()
                .stream()
                .flatMap(event -> event.getTestDescriptor().getSource().stream())
                .filter(MethodSource.class::isInstance)
                .map(source -> ((MethodSource) source).getMethodName())
                .collect(Collectors.toSet());
    }

    /** What never comes, never comes: no need to wait long for it. */
    @BeforeAll
    static void beImpatient() {
        System.setProperty(PATIENCE, "2");
    }

    @AfterAll
    static void bePatientAgain() {
        System.clearProperty(PATIENCE);
    }
}
