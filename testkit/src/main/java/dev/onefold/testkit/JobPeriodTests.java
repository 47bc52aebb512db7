package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Outcome;
import dev.onefold.Outcome.Kind;
import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.RejectedException;
import dev.onefold.Rejection;
import dev.onefold.job.Job;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Once per period. */
abstract class JobPeriodTests<C> extends JobGroup<C> {

    JobPeriodTests(JobStoreContract<C> contract) {
        super(contract);
    }

    @Test
    void is_run_once_and_answers_the_same_from_then_on() throws Exception {
        Outcome<String> first = jobs.runOnce(job, DAY, settling("settled"));
        Outcome<String> repeat = others.runOnce(job, DAY, never());

        assertThat(first).isEqualTo(new Outcome.Applied<>("settled"));
        assertThat(repeat).isInstanceOf(Outcome.Replayed.class);
        assertThat(((Outcome.Replayed<String>) repeat).value()).isEqualTo("settled");
        assertEffects(1);
    }

    @Test
    void is_its_own_and_so_is_each_job() throws Exception {
        Job<String> other = Job.of(unique("other"), job.codec());

        assertThat(jobs.runOnce(job, DAY, settling("a")).kind()).isEqualTo(Kind.APPLIED);
        assertThat(jobs.runOnce(job, DAY + " ", settling("b")).kind()).isEqualTo(Kind.APPLIED);
        assertThat(jobs.runOnce(other, DAY, settling("c")).kind()).isEqualTo(Kind.APPLIED);
        assertEffects(3);
    }

    @Test
    void that_many_start_at_the_same_time_is_run_by_one() throws Exception {
        List<Outcome<String>> outcomes = crew.together(16, this::starter);

        assertThat(outcomes.stream().map(Outcome::kind))
                .containsOnlyOnce(Kind.APPLIED)
                .containsAnyOf(Kind.APPLIED, Kind.IN_PROGRESS, Kind.REPLAYED)
                .doesNotContain(Kind.UNKNOWN, Kind.REJECTED, Kind.STALE);
        assertEffects(1);
    }

    private Callable<Outcome<String>> starter(int i) {
        return () -> (i % 2 == 0 ? jobs : others).runOnce(job, DAY, settling("settled"));
    }

    @Test
    void that_is_being_run_is_in_progress_for_everybody_else() throws Exception {
        Outcome<String> outcome = jobs.runOnce(job, DAY, run -> {
            assertThat(others.runOnce(job, DAY, never())).isInstanceOf(Outcome.InProgress.class);
            return "settled";
        });

        assertThat(outcome.kind()).isEqualTo(Kind.APPLIED);
    }

    @Test
    void whose_owner_gives_signs_of_life_stays_its_own() throws Exception {
        jobs.runOnce(job, DAY, run -> {
            for (int i = 0; i < 10; i++) {
                contract.advance(BEAT);
                beats.advance(BEAT);
            }
            assertThat(others.runOnce(job, DAY, never())).isInstanceOf(Outcome.InProgress.class);
            return "settled";
        });
    }

    @Test
    void whose_owner_falls_silent_is_taken_over_and_the_first_learns_so() throws Exception {
        Outcome<String> outcome = jobs.runOnce(job, DAY, run -> {
            contract.advance(LEASE.plusSeconds(1));
            assertThat(others.runOnce(job, DAY, settling("the other's")))
                    .isEqualTo(new Outcome.Applied<>("the other's"));
            return run.step("late", transaction -> {
                contract.write(transaction, effect);
                return "mine";
            });
        });

        assertThat(outcome.kind()).isEqualTo(Kind.IN_PROGRESS);
        assertThat(((Outcome.Replayed<String>) jobs.runOnce(job, DAY, never())).value())
                .isEqualTo("the other's");
        assertEffects(1);
    }

    @Test
    void whose_silent_owner_did_all_but_the_end_does_not_end_it_twice() throws Exception {
        Outcome<String> outcome = jobs.runOnce(job, DAY, run -> {
            contract.advance(LEASE.plusSeconds(1));
            others.runOnce(job, DAY, other -> "the other's");
            return "mine";
        });

        assertThat(outcome.kind()).isEqualTo(Kind.IN_PROGRESS);
        assertThat(((Outcome.Replayed<String>) jobs.runOnce(job, DAY, never())).value())
                .isEqualTo("the other's");
    }

    @Test
    void that_throws_may_be_begun_again() throws Exception {
        assertThatThrownBy(() -> jobs.runOnce(job, DAY, run -> {
                    throw new IllegalStateException("the bank is closed");
                }))
                .hasMessage("the bank is closed");

        assertThat(others.runOnce(job, DAY, settling("settled")).kind()).isEqualTo(Kind.APPLIED);
        assertEffects(1);
    }

    @Test
    void that_throws_too_often_is_left_alone_until_somebody_says_so() throws Exception {
        Job<String> twice = job.attempts(2);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> jobs.runOnce(twice, DAY, run -> {
                        throw new IllegalStateException("the bank is closed");
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }

        Outcome<String> third = jobs.runOnce(twice, DAY, never());
        assertThat(third).isInstanceOf(Outcome.Rejected.class);
        Rejection no = ((Outcome.Rejected<String>) third).rejection();
        assertThat(no.code()).isEqualTo("job-failed");
        assertThat(no.detail().text()).contains("the bank is closed");

        assertThat(jobs.retry(twice, DAY)).isTrue();
        assertThat(jobs.runOnce(twice, DAY, settling("settled")).kind()).isEqualTo(Kind.APPLIED);
        assertThat(jobs.retry(twice, DAY)).isFalse();
    }

    @Test
    void whose_owners_die_too_often_is_left_alone() throws Exception {
        for (int i = 0; i < job.attempts(); i++) {
            contract.store().begin(job.name(), DAY, "dies", LEASE, job.attempts());
            contract.advance(LEASE.plusSeconds(1));
        }

        assertThat(jobs.runOnce(job, DAY, never()).kind()).isEqualTo(Kind.REJECTED);
    }

    @Test
    void that_is_refused_stays_refused() throws Exception {
        Rejection no = Rejection.of("books-open", "The day is not over");

        assertThat(jobs.<String, Exception>runOnce(job, DAY, run -> {
                    throw new RejectedException(no);
                }))
                .isEqualTo(new Outcome.Rejected<>(no, Memory.REMEMBERED));
        assertThat(others.runOnce(job, DAY, never())).isEqualTo(new Outcome.Rejected<>(no, Memory.REPLAYED));
    }

    @Test
    void that_was_missed_is_caught_up_in_order() throws Exception {
        LocalDate monday = LocalDate.parse("2026-11-16");
        jobs.runOnce(job, monday.plusDays(1).toString(), settling("tuesday"));

        Map<LocalDate, Outcome<String>> outcomes =
                jobs.catchUp(job, monday, monday.plusDays(3), day -> day.plusDays(1), settling("later"));

        assertThat(outcomes.keySet())
                .containsExactly(monday, monday.plusDays(1), monday.plusDays(2), monday.plusDays(3));
        assertThat(outcomes.values().stream().map(Outcome::kind))
                .containsExactly(Kind.APPLIED, Kind.REPLAYED, Kind.APPLIED, Kind.APPLIED);
        assertEffects(4);
    }

    @Test
    void that_cannot_be_run_now_is_not_overtaken() throws Exception {
        LocalDate monday = LocalDate.parse("2026-11-16");
        contract.store().begin(job.name(), monday.plusDays(1).toString(), "another", LEASE, 3);

        Map<LocalDate, Outcome<String>> outcomes =
                jobs.catchUp(job, monday, monday.plusDays(3), day -> day.plusDays(1), settling("settled"));

        assertThat(outcomes.values().stream().map(Outcome::kind)).containsExactly(Kind.APPLIED, Kind.IN_PROGRESS);
    }

    @Test
    void is_one_of_at_most_1000_to_catch_up_with() throws Exception {
        LocalDate day = LocalDate.parse("2020-01-01");

        assertThatThrownBy(() -> jobs.catchUp(job, day, day.plusDays(1_000), one -> one.plusDays(1), never()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> jobs.catchUp(job, day, day.plusDays(1), one -> one, never()))
                .as("periods that do not go on")
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void and_everything_about_a_job_have_bounds() {
        assertThatThrownBy(() -> jobs.runOnce(job, " ", never())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> jobs.runOnce(job, "x".repeat(101), never()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> job.attempts(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> job.lease(Duration.ofHours(2), BEAT)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> job.lease(LEASE, LEASE)).isInstanceOf(IllegalArgumentException.class);
    }
}
