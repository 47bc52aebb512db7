package dev.onefold.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class InMemoryIntentsTest extends IntentsContract {

    private final InMemoryIntents intents = InMemoryIntents.create();

    @Override
    Intents intents() {
        return intents;
    }

    @Test
    void when_full_the_oldest_that_is_decided_goes_and_an_open_one_never() {
        InMemoryIntents two = InMemoryIntents.ofAtMost(2);
        two.remember(intent("a", "key-a", Instant.EPOCH));
        two.remember(intent("b", "key-b", Instant.EPOCH));
        assertThatThrownBy(() -> two.remember(intent("c", "key-c", Instant.EPOCH)))
                .isInstanceOf(IllegalStateException.class);

        two.close("a");
        two.remember(intent("c", "key-c", Instant.EPOCH));

        assertThat(two.find("a")).isEmpty();
        assertThat(two.find("b")).isPresent();
    }
}
