package dev.onefold.caffeine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.RecordId;
import dev.onefold.Scope;
import dev.onefold.store.Sighting;
import dev.onefold.testkit.ManualClock;
import dev.onefold.testkit.TokenStoreContract;
import dev.onefold.token.TokenStore;
import dev.onefold.token.TokenStore.NewToken;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("memory")
class CaffeineTokenStoreTest extends TokenStoreContract {

    private final ManualClock clock = new ManualClock();
    private final CaffeineTokenStore store = new CaffeineTokenStore(clock, 10_000);

    @Override
    protected TokenStore store() {
        return store;
    }

    @Override
    protected TokenStore anotherStore() {
        return store;
    }

    @Override
    protected void advance(Duration by) {
        clock.advance(by);
    }

    @Test
    void a_full_store_refuses_what_it_dropped_and_takes_nothing_for_new() {
        CaffeineTokenStore small = new CaffeineTokenStore(clock, 100);
        int known = 0;
        for (int i = 0; i < 1_000; i++) {
            small.issue(token(i));
        }
        for (int i = 0; i < 1_000; i++) {
            Sighting seen = small.find(token(i).id());
            known += seen instanceof Sighting.Absent ? 1 : 0;
            assertThat(seen).isInstanceOfAny(Sighting.Absent.class, Sighting.Refused.class);
        }
        assertThat(known).isBetween(1, 100);
    }

    private static NewToken token(int number) {
        Scope scope = new Scope("", "customer " + number);
        return new NewToken(RecordId.of(scope, "token"), RecordId.of(scope, "holder"), Duration.ofMinutes(30), 1);
    }
}
