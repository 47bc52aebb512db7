package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Each broken store fails its suite, and fails the test that is there to find it. */
class TeethTest {

    private static final List<String> TABLE = new ArrayList<>();

    private record Variant(Class<?> broken, String finder) {}

    private static final List<Variant> VARIANTS = List.of(
            new Variant(
                    BrokenTransactionalStores.CheckThenActClaim.class,
                    "is_refused_as_busy_while_another_transaction_has_it"),
            new Variant(
                    BrokenTransactionalStores.ClaimsKeptInTheProcess.class,
                    "is_granted_to_exactly_one_of_many_at_the_same_time"),
            new Variant(
                    BrokenTransactionalStores.ClaimGivenBackBeforeTheCommit.class,
                    "is_still_refused_once_the_other_has_saved_but_not_committed"),
            new Variant(
                    BrokenTransactionalStores.ClaimKeptAfterTheRollback.class,
                    "is_free_again_when_its_transaction_ends_without_a_commit"),
            new Variant(BrokenTransactionalStores.KeyWithoutScope.class, "belongs_to_one_scope"),
            new Variant(
                    BrokenTransactionalStores.RecordInATransactionOfItsOwn.class,
                    "that_never_comes_leaves_neither_effect_nor_record"),
            new Variant(
                    BrokenTransactionalStores.EffectInATransactionOfItsOwn.class,
                    "of_a_commit_that_did_not_happen_is_unknown_until_the_repeat_tells"),
            new Variant(
                    BrokenTransactionalStores.RecordVisibleBeforeTheCommit.class,
                    "shows_effect_and_record_and_nothing_shows_before_it"),
            new Variant(BrokenTransactionalStores.AnswerReadAsText.class, "is_replayed_byte_for_byte"),
            new Variant(
                    BrokenTransactionalStores.TombstoneForgottenWithTheAnswer.class,
                    "that_is_over_for_the_answer_leaves_the_fact"),
            new Variant(
                    BrokenTransactionalStores.NothingEverForgotten.class,
                    "that_is_over_for_the_fact_too_makes_the_key_new"),
            new Variant(BrokenBatchStores.OnlyTheFirstIsClaimed.class, "keeps_every_claim_until_its_end"),
            new Variant(
                    BrokenBatchStores.BusyMeansTheBatchIsBusy.class,
                    "does_not_wait_for_one_whose_key_is_at_work_elsewhere"),
            new Variant(BrokenBatchStores.OneIsKnownSoAllAre.class, "of_old_and_new_requests_runs_the_new_ones_only"),
            new Variant(
                    BrokenBatchStores.OnlyTheFirstIsSaved.class,
                    "is_done_in_one_run_and_each_request_has_its_own_answer"),
            new Variant(
                    BrokenBatchStores.AnswersMixedUp.class, "is_done_in_one_run_and_each_request_has_its_own_answer"),
            new Variant(
                    BrokenBatchStores.RecordsInATransactionOfTheirOwn.class,
                    "of_a_commit_that_did_not_happen_is_unknown_to_all_until_the_repeats_tell"),
            new Variant(BrokenLeasedStores.CompletionWithoutOwner.class, "is_refused_to_one_who_was_taken_over"),
            new Variant(BrokenLeasedStores.ReleaseWithoutOwner.class, "is_refused_to_one_who_was_taken_over"),
            new Variant(
                    BrokenLeasedStores.RenewalWithoutOwner.class,
                    "that_was_taken_over_learns_so_and_gives_the_answer_of_the_other"),
            new Variant(
                    BrokenLeasedStores.ReleaseAfterAFailedSave.class,
                    "that_passes_while_the_answer_is_saved_is_one_run_and_one_answer"),
            new Variant(BrokenLeasedStores.FailureFreesTheKey.class, "that_throws_is_in_doubt_and_never_run_again"),
            new Variant(BrokenLeasedStores.LeaseByAClockOfItsOwn.class, "of_work_that_may_be_run_again_is_taken_over"),
            new Variant(
                    BrokenLeasedStores.RecordLivesAsLongAsTheLease.class,
                    "that_lasts_while_the_answer_is_saved_is_unknown_and_never_a_second_run"),
            new Variant(
                    BrokenLeasedStores.LapsedWorkTakenOverUnasked.class,
                    "of_other_work_is_in_doubt_and_nobody_takes_it_over"),
            new Variant(BrokenLeasedStores.FenceThatStartsAnew.class, "grows_after_the_identity_was_forgotten"),
            new Variant(
                    BrokenLeasedStores.CompletionThatCannotBeRepeated.class,
                    "that_loses_the_reply_to_a_save_is_one_run_and_one_answer"),
            new Variant(
                    BrokenLeasedStores.OwnerLockedOutByALostReply.class,
                    "that_loses_the_reply_to_an_acquisition_does_not_lock_the_owner_out"),
            new Variant(BrokenLeasedStores.SettledWhileAtWork.class, "is_refused_for_all_that_is_not_in_doubt"),
            new Variant(BrokenJoinedStores.WorkNotUndone.class, "in_which_work_throws_goes_on_without_its_effects"),
            new Variant(BrokenJoinedStores.CallersWorkUndoneToo.class, "is_remembered_with_the_callers_commit"),
            new Variant(
                    BrokenJoinedStores.RecordCommittedBeforeTheCaller.class,
                    "that_the_caller_rolls_back_leaves_nothing_and_the_key_is_free"),
            new Variant(
                    BrokenJoinedStores.OldSnapshotBelieved.class,
                    "of_one_that_committed_after_the_caller_began_has_no_second_effect"),
            new Variant(
                    BrokenJoinedStores.ClaimWithoutALock.class, "of_one_at_work_elsewhere_is_told_at_once_and_goes_on"),
            new Variant(
                    BrokenLockStores.ReleaseWithoutOwner.class,
                    "that_another_took_over_is_not_released_by_the_holder_before"),
            new Variant(
                    BrokenLockStores.RenewalWithoutOwner.class,
                    "of_a_holder_that_stopped_is_taken_over_and_the_holder_told_once"),
            new Variant(
                    BrokenLockStores.RenewalThatRenewsNothing.class,
                    "that_is_renewed_outlasts_its_lease_by_the_clock_of_the_store"),
            new Variant(
                    BrokenLockStores.FenceThatCountsHoldersOfTheProcess.class,
                    "grows_when_a_lapsed_lock_is_taken_over"),
            new Variant(
                    BrokenLockStores.LeaseByAClockOfItsOwn.class,
                    "of_a_holder_that_stopped_is_taken_over_and_the_holder_told_once"),
            new Variant(BrokenLockStores.CheckThenAct.class, "by_many_at_the_same_time_is_granted_to_exactly_one"),
            new Variant(BrokenLockStores.NamesWithoutCase.class, "another_name_is_another_lock"),
            new Variant(BrokenLockStores.DownMeansYours.class, "of_the_server_gives_the_lock_to_nobody"));

    @TestFactory
    Stream<DynamicTest> everyBrokenStoreIsFound() {
        return VARIANTS.stream()
                .map(variant -> DynamicTest.dynamicTest(variant.broken().getSimpleName(), () -> assertFound(variant)));
    }

    private static void assertFound(Variant variant) {
        Set<String> failed = new LinkedHashSet<>();
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(variant.broken()))
                .execute()
                .testEvents()
                .failed()
                .stream()
                .forEach(event -> failed.add(method(event)));
        TABLE.add(String.format("%-34s %-80s %d", variant.broken().getSimpleName(), variant.finder(), failed.size()));
        assertThat(failed).contains(variant.finder());
    }

    private static String method(Event event) {
        return event.getTestDescriptor()
                .getSource()
                .filter(MethodSource.class::isInstance)
                .map(source -> ((MethodSource) source).getMethodName())
                .orElseThrow();
    }

    /** What never comes, never comes: no need to wait long for it. */
    @BeforeAll
    static void beImpatient() {
        System.setProperty(Patience.PROPERTY, "2");
    }

    @AfterAll
    static void print() {
        System.clearProperty(Patience.PROPERTY);
        System.out.println(String.format("%-34s %-80s %s", "broken store", "found by", "tests that fail"));
        TABLE.forEach(System.out::println);
    }
}
