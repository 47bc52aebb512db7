package dev.onefold.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.onefold.prover.verdict.NoVerdictException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CleanupTest {

    private final List<String> ended = new ArrayList<>();

    @Test
    void the_last_begun_ends_first_and_one_that_fails_stops_nobody() {
        try (Cleanup cleanup = new Cleanup()) {
            cleanup.add(() -> ended.add("directory"));
            cleanup.begin(() -> "database", ended::add);
            cleanup.add(() -> {
                throw new IOException("cannot be closed");
            });
            cleanup.add(() -> ended.add("nodes"));
        }
        assertThat(ended).containsExactly("nodes", "database", "directory");
    }

    @Test
    void what_comes_after_the_end_is_ended_at_once_or_not_begun() {
        Cleanup cleanup = new Cleanup();
        cleanup.close();
        cleanup.add(() -> ended.add("late"));
        assertThat(ended).containsExactly("late");
        assertThatExceptionOfType(NoVerdictException.class).isThrownBy(() -> cleanup.begin(() -> "later", ended::add));
        assertThat(ended).containsExactly("late");
    }
}
