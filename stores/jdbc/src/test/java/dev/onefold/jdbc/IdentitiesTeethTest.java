package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Each broken insert and deletion fails its contract, and fails the test that is there to find it. */
class IdentitiesTeethTest {

    @ParameterizedTest
    @CsvSource({
        "ContentNotCompared, of_other_content_is_a_mismatch_that_names_the_first_column",
        "RepeatTakenForTheFirst, by_a_crowd_makes_one_row_that_all_get",
        "RowInATransactionOfItsOwn, that_is_not_committed_leaves_nothing",
        "DeletionByKeyAlone, that_comes_late_leaves_the_row_that_was_made_anew",
        "EveryDeletionTellsOfItself, by_a_crowd_is_applied_once",
        "TombstoneWithoutTheDeletion, that_is_not_committed_leaves_the_row_and_no_tombstone"
    })
    void everyBrokenIdentityIsFound(String broken, String finder) throws ClassNotFoundException {
        Set<String> failed = new LinkedHashSet<>();
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Class.forName(BrokenIdentities.class.getName() + "$" + broken)))
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
}
