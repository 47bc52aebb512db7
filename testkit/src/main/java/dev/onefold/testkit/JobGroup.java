package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Codec;
import dev.onefold.job.Job;
import dev.onefold.job.JobStore;
import dev.onefold.job.JobWork;
import dev.onefold.job.Jobs;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;

/** A part of the contract of jobs. */
abstract class JobGroup<C> extends ContractGroup {

    static final Duration LEASE = Duration.ofSeconds(60);
    static final Duration BEAT = Duration.ofSeconds(20);
    static final String DAY = "2026-11-23";

    final JobStoreContract<C> contract;
    final Job<String> job = Job.of(unique("job"), Codec.text()).lease(LEASE, BEAT);
    final String effect = unique("effect");
    final ManualScheduler beats = new ManualScheduler();
    final Jobs<C> jobs;
    final Jobs<C> others;

    JobGroup(JobStoreContract<C> contract) {
        this.contract = contract;
        this.jobs = jobs(contract.store(), "one");
        this.others = jobs(contract.anotherStore(), "other");
    }

    private Jobs<C> jobs(JobStore<C> store, String owner) {
        return Jobs.on(store, owner, beats);
    }

    @AfterEach
    void endJobs() {
        jobs.close();
        others.close();
    }

    /** Work of one step, which has the test's effect. */
    JobWork<C, String, Exception> settling(String answer) {
        return run -> run.step("all", transaction -> {
            contract.write(transaction, effect);
            return answer;
        });
    }

    JobWork<C, String, Exception> never() {
        return run -> Assertions.fail("The work was run");
    }

    void assertEffects(int times) throws Exception {
        assertEffects(effect, times);
    }

    void assertEffects(String name, int times) throws Exception {
        List<String> effects = contract.effects();
        assertThat(effects.stream().filter(name::equals).count())
                .as("how often %s happened", name)
                .isEqualTo(times);
    }
}
