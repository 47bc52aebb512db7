package dev.onefold.shop.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.shop.ShopTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ApiKeysTest extends ShopTest {

    private static final String KEY = "a-key-of-its-own";
    private static final int CACHE_SECONDS = 2;

    @Autowired
    private ApiClientRepository repository;

    @Test
    void believesAKeyThatIsGoneForSecondsOnly() {
        ManualClock clock = new ManualClock();
        ApiKeys keys = new ApiKeys(repository, new ClientProperties("i", "s", "demo", CACHE_SECONDS), clock);
        jdbc.sql(
                        "INSERT INTO api_client (name, tenant, role, key_sha256) VALUES ('fleeting', 't', 'IMPORT', sha256(:key))")
                .param("key", KEY.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .update();

        assertThat(keys.find(KEY)).contains(new ShopClient("fleeting", "t", Role.IMPORT));
        jdbc.sql("DELETE FROM api_client WHERE name = 'fleeting'").update();

        clock.now = clock.now.plus(Duration.ofSeconds(CACHE_SECONDS).minusMillis(1));
        assertThat(keys.find(KEY)).isPresent();
        clock.now = clock.now.plusMillis(1);
        assertThat(keys.find(KEY)).isEmpty();
    }

    @Test
    void looksAgainForAKeyItDidNotFind() {
        ApiKeys keys =
                new ApiKeys(repository, new ClientProperties("i", "s", "demo", CACHE_SECONDS), new ManualClock());

        assertThat(keys.find("late")).isEmpty();
        repository.addIfAbsent(
                new ShopClient("late", "demo", Role.SHOPPER),
                jdbc.sql("SELECT sha256('late')").query(byte[].class).single());

        assertThat(keys.find("late")).isPresent();
    }

    private static final class ManualClock extends Clock {

        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
