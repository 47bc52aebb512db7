package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Each broken guard fails its contract, and fails the test that is there to find it. */
class RowGuardsTeethTest {

    private static final String PATIENCE = "onefold.testkit.patience.seconds";

    @ParameterizedTest
    @CsvSource({
        "LocksInTheCallersOrder, is_had_on_every_row_once_in_the_order_of_their_keys",
        "MissingRowsTakenForLocked, on_a_row_that_is_not_there_is_no_lock_and_the_answer_names_it",
        "ReadsThatLockNothing, that_another_has_is_in_progress_and_the_transaction_goes_on",
        "ConditionalUpdateWithoutAnIdentity, of_one_request_take_once",
        "ShortageForgotten, of_more_than_is_left_is_a_no_that_is_remembered_after_the_row_was_filled",
        "DeductionInATransactionOfItsOwn, that_is_not_committed_leaves_nothing",
        "VersionComparedBeforeTheUpdate, by_a_crowd_that_saw_the_same_version_is_applied_once",
        "BatchFromAnOldRead, of_crowds_that_meet_take_exactly_what_there_is"
    })
    void everyBrokenGuardIsFound(String broken, String finder) throws ClassNotFoundException {
        Set<String> failed = new LinkedHashSet<>();
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Class.forName(BrokenRowGuards.class.getName() + "$" + broken)))
                .execute()
                .testEvents()
                .failed()
                .stream()
                .forEach(event -> event.getTestDescriptor()
                        .getSource()
                        .filter(MethodSource.class::isInstance)
                        .ifPresent(source -> failed.add(((MethodSource) source).getMethodName())));
        assertThat(failed).contains(finder);
    }

    @BeforeAll
    static void beImpatient() {
        System.setProperty(PATIENCE, "5");
    }

    @AfterAll
    static void bePatientAgain() {
        System.clearProperty(PATIENCE);
    }
}
