package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Codec;
import dev.onefold.Outcome.Kind;
import dev.onefold.job.Job;
import dev.onefold.job.Jobs;
import java.sql.Connection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a job costs on PostgreSQL. */
class JobRoundTripsTest {

    private static final Job<String> JOB = Job.of("nightly", Codec.text());

    private Database database;
    private Wire wire;
    private Jobs<Connection> jobs;

    @BeforeEach
    void open() {
        database = Database.create();
        wire = new Wire(database.plain());
        jobs = Jobs.on(JdbcJobs.on(wire.dataSource()), "test");
        wire.trips();
    }

    @AfterEach
    void close() {
        jobs.close();
        database.close();
    }

    @Test
    void firstRunCostsThreeAndItsRepeatOne() throws Exception {
        assertThat(jobs.runOnce(JOB, "day", run -> "done").kind()).isEqualTo(Kind.APPLIED);
        assertThat(wire.trips()).as("select, insert, end").hasSize(3);

        assertThat(jobs.runOnce(JOB, "day", run -> "never").kind()).isEqualTo(Kind.REPLAYED);
        assertThat(wire.trips()).hasSize(1);
    }

    @Test
    void stepCostsTwoMoreThanItsWork() throws Exception {
        jobs.runOnce(JOB, "day", run -> {
            wire.trips();
            run.step("first", connection -> Business.effect(connection, "key", "job"));
            assertThat(wire.trips()).as("guard, work, checkpoint").hasSize(3);
            return "done";
        });
    }
}
