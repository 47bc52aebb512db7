package dev.onefold.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreferenceTest {

    @ParameterizedTest
    @ValueSource(strings = {"wait=5", " Wait = 5 ", "respond-async, wait=5, wait=9", "wait=\"5\"", "wait=5; strict"})
    void C4_the_first_wait_counts(String line) {
        assertThat(Preference.waiting(List.of(line))).contains(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wait", "wait=", "wait=-1", "wait=1.5", "wait=9999999", "awaits=5", "wait=x"})
    void C4_what_is_no_number_of_seconds_is_passed_over(String line) {
        assertThat(Preference.waiting(List.of(line))).isEmpty();
    }

    @Test
    void C4_lines_are_one_list() {
        assertThat(Preference.waiting(List.of("respond-async", "wait=0"))).contains(Duration.ZERO);
        assertThat(Preference.waiting(List.of())).isEmpty();
        assertThat(Preference.waiting(List.of("wait=5," + " ".repeat(2_000)))).isEmpty();
    }
}
