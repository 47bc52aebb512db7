package dev.onefold.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.benchmarks.report.JsonFile;
import dev.onefold.prover.verdict.ExitStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the harness runs and reports; its figures mean nothing here, and none is asserted. */
class BenchTest {

    @Test
    void every_experiment_runs_and_the_ratios_are_written(@TempDir Path directory) {
        Path file = directory.resolve("out.json");

        int status = Bench.commandLine().execute("--smoke", "--json", file.toString());

        assertThat(status).isEqualTo(ExitStatus.RIGHT);
        assertThat(JsonFile.read(file).ratios()).containsKeys("transactional_2", "leased_2");
        assertThat(JsonFile.read(file).circumstances().durability()).containsEntry("fsync", "on");
    }

    @Test
    void an_experiment_that_does_not_exist_is_refused_before_anything_starts() {
        assertThat(Bench.commandLine().execute("--only", "nonsense")).isEqualTo(ExitStatus.BAD_USE);
    }
}
