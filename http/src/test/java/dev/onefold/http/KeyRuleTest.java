package dev.onefold.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyRuleTest {

    private static final String KEY = "8e03978e-40d5-43e8-bc93-6894a57f9324";
    private static final String OTHER = "0e03978e-40d5-43e8-bc93-6894a57f9324";

    private final KeyRule rule = KeyRule.standard().aliases(List.of("X-Idempotency-Key", "X-Request-Key"));

    private KeyHeader read(Map<String, List<String>> lines) {
        return rule.read(name -> lines.getOrDefault(name, List.of()));
    }

    @Test
    void K14_an_older_name_is_as_good_as_the_new_one() {
        assertThat(read(Map.of("X-Idempotency-Key", List.of(KEY)))).isEqualTo(new KeyHeader.Valid(KEY, KEY));
        assertThat(read(Map.of())).isEqualTo(new KeyHeader.Missing());
    }

    @Test
    void K14_equal_keys_under_two_names_are_one_and_different_ones_none() {
        String quoted = '"' + KEY + '"';
        assertThat(read(Map.of("Idempotency-Key", List.of(quoted), "X-Request-Key", List.of(KEY))))
                .isEqualTo(new KeyHeader.Valid(KEY, quoted));
        assertThat(read(Map.of("Idempotency-Key", List.of(KEY), "X-Request-Key", List.of(OTHER))))
                .isInstanceOf(KeyHeader.Invalid.class);
        assertThat(read(Map.of("X-Idempotency-Key", List.of(KEY), "X-Request-Key", List.of(OTHER))))
                .isInstanceOf(KeyHeader.Invalid.class);
    }

    @Test
    void K14_what_is_invalid_under_one_name_is_not_saved_by_another() {
        assertThat(read(Map.of("Idempotency-Key", List.of(KEY), "X-Request-Key", List.of(""))))
                .isInstanceOf(KeyHeader.Invalid.class);
        assertThat(read(Map.of("Idempotency-Key", List.of("a,b"), "X-Request-Key", List.of(KEY))))
                .isInstanceOf(KeyHeader.Invalid.class);
    }

    @Test
    void names_are_tokens_and_come_once() {
        assertThatIllegalArgumentException().isThrownBy(() -> KeyRule.standard().header("not a token"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyRule.standard().aliases(List.of("idempotency-key")))
                .withMessageContaining("twice");
    }
}
