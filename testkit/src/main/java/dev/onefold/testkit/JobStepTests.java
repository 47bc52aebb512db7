package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Outcome;
import dev.onefold.Outcome.Kind;
import dev.onefold.job.JobRun;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Steps: effect and checkpoint commit together, under the fence. */
abstract class JobStepTests<C> extends JobGroup<C> {

    private final List<String> accounts = List.of(unique("a"), unique("b"), unique("c"));

    JobStepTests(JobStoreContract<C> contract) {
        super(contract);
    }

    /** Settles the accounts after the checkpoint; dies in the step of the one that {@code dies} names. */
    private String settle(JobRun<C> run, Predicate<String> dies) throws Exception {
        int done = run.checkpoint() == null ? 0 : accounts.indexOf(run.checkpoint()) + 1;
        for (String account : accounts.subList(done, accounts.size())) {
            run.step(account, transaction -> {
                contract.write(transaction, account);
                if (dies.test(account)) {
                    contract.crash(transaction);
                    throw new IllegalStateException("died");
                }
                return account;
            });
        }
        return "settled " + (accounts.size() - done);
    }

    @Test
    void that_committed_is_not_repeated_when_the_run_goes_on_after_a_crash() throws Exception {
        assertThatThrownBy(() -> jobs.runOnce(job, DAY, run -> settle(run, accounts.get(1)::equals)))
                .isInstanceOf(IllegalStateException.class);

        Outcome<String> resumed = others.runOnce(job, DAY, run -> settle(run, account -> false));

        assertThat(resumed).isEqualTo(new Outcome.Applied<>("settled 2"));
        for (String account : accounts) {
            assertEffects(account, 1);
        }
    }

    @Test
    void that_throws_leaves_neither_effect_nor_checkpoint() throws Exception {
        jobs.runOnce(job, DAY, run -> {
            run.step("first", transaction -> true);
            assertThatThrownBy(() -> run.step("second", transaction -> {
                        contract.write(transaction, effect);
                        throw new IllegalStateException("no");
                    }))
                    .hasMessage("no");
            assertThat(run.checkpoint()).isEqualTo("first");
            return "done";
        });

        assertEffects(0);
    }

    @Test
    void of_a_paused_owner_is_not_even_begun_once_another_took_over() throws Exception {
        Outcome<String> paused = jobs.runOnce(job, DAY, run -> {
            run.step(accounts.get(0), transaction -> {
                contract.write(transaction, accounts.get(0));
                return true;
            });
            contract.advance(LEASE.plusSeconds(1));
            crew.elsewhere(() -> others.runOnce(job, DAY, other -> settle(other, account -> false)));
            return settle(run, account -> false);
        });

        assertThat(paused.kind()).isEqualTo(Kind.IN_PROGRESS);
        for (String account : accounts) {
            assertEffects(account, 1);
        }
    }

    @Test
    void that_is_open_keeps_the_period_however_long_it_takes() throws Exception {
        Outcome<String> outcome = jobs.runOnce(
                job,
                DAY,
                run -> run.step("long", transaction -> {
                    contract.write(transaction, effect);
                    contract.advance(LEASE.multipliedBy(10));
                    assertThat(crew.elsewhere(() -> others.runOnce(job, DAY, never()))
                                    .kind())
                            .isEqualTo(Kind.IN_PROGRESS);
                    return "done";
                }));

        assertThat(outcome.kind()).isEqualTo(Kind.APPLIED);
        assertEffects(1);
    }

    @Test
    void prolongs_the_lease() throws Exception {
        jobs.runOnce(job, DAY, run -> {
            for (int i = 0; i < 5; i++) {
                contract.advance(BEAT.multipliedBy(2));
                run.step("step-" + i, transaction -> true);
            }
            assertThat(others.runOnce(job, DAY, never()).kind()).isEqualTo(Kind.IN_PROGRESS);
            return "done";
        });
    }

    @Test
    void has_a_checkpoint_of_at_most_1000_characters() throws Exception {
        jobs.runOnce(job, DAY, run -> {
            run.step("x".repeat(1_000), transaction -> true);
            assertThatThrownBy(() -> run.step("x".repeat(1_001), transaction -> true))
                    .isInstanceOf(IllegalArgumentException.class);
            return "done";
        });
    }

    @Test
    void belongs_to_an_attempt_that_only_grows() throws Exception {
        long first = attempt();
        long second = attempt();

        assertThat(second).isGreaterThan(first);
    }

    private long attempt() {
        long[] seen = new long[1];
        assertThatThrownBy(() -> jobs.runOnce(job, DAY, run -> {
                    seen[0] = run.attempt();
                    throw new IllegalStateException("fails");
                }))
                .hasMessage("fails");
        return seen[0];
    }
}
