package dev.onefold.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.onefold.Operation.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyWindowTest {

    private static final Instant MADE = Instant.parse("2026-11-26T12:00:00Z");
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration SKEW = KeyWindow.DEFAULT_SKEW;

    private final KeyWindow byKey = KeyWindow.uuidV7().lasting(DAY);
    private final KeyWindow byField = KeyWindow.firstSent(KeyWindow.FIRST_SENT).lasting(DAY);

    private static KeyHeader.Valid key(String key) {
        return new KeyHeader.Valid(key, key);
    }

    private static String uuidV7(Instant made) {
        String digits = "%012x".formatted(made.toEpochMilli());
        return digits.substring(0, 8) + "-" + digits.substring(8) + "-7a3b-9c4d-0123456789ab";
    }

    private KeyAge ofKey(Instant now) {
        return byKey.judge(key(uuidV7(MADE)), List.of(), now);
    }

    private KeyAge ofField(Instant now, String... lines) {
        return byField.judge(key("any key that is long enough"), List.of(lines), now);
    }

    @Test
    void X5_a_key_is_good_for_its_window_and_not_longer() {
        assertThat(ofKey(MADE)).isEqualTo(new KeyAge.Within());
        assertThat(ofKey(MADE.plus(DAY))).isEqualTo(new KeyAge.Within());
        assertThat(ofKey(MADE.plus(DAY).plusMillis(1))).isEqualTo(new KeyAge.Expired());
    }

    @Test
    void X5_a_key_from_the_future_is_refused_beyond_the_skew() {
        assertThat(ofKey(MADE.minus(SKEW))).isEqualTo(new KeyAge.Within());
        assertThat(ofKey(MADE.minus(SKEW).minusMillis(1)))
                .isEqualTo(new KeyAge.Invalid("The time of the key lies in the future."));
    }

    @Test
    void X5_the_time_of_the_first_attempt_is_a_date_of_http() {
        String date = "Thu, 26 Nov 2026 12:00:00 GMT";
        assertThat(ofField(MADE.plus(DAY), date)).isEqualTo(new KeyAge.Within());
        assertThat(ofField(MADE.plus(DAY).plusMillis(1), date)).isEqualTo(new KeyAge.Expired());
    }

    @Test
    void X5_without_a_time_nothing_can_be_told() {
        assertThat(ofField(MADE)).isInstanceOf(KeyAge.Invalid.class);
        assertThat(ofField(MADE, "Thu, 26 Nov 2026 12:00:00 GMT", "Thu, 26 Nov 2026 12:00:00 GMT"))
                .isInstanceOf(KeyAge.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "2026-11-26T12:00:00Z", "Fri, 26 Nov 2026 12:00:00 GMT", "Thu, 26 Nov 2026 12:00:00 CET"})
    void X5_another_form_of_a_date_is_none(String line) {
        assertThat(ofField(MADE, line)).isInstanceOf(KeyAge.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8e03978e-40d5-43e8-bc93-6894a57f9324",
                "0193678e-40d5-7a3b-cc93-6894a57f9324",
                "0193678e40d57a3b8c936894a57f9324",
                "x193678e-40d5-7a3b-8c93-6894a57f9324"
            })
    void X5_another_uuid_tells_no_time(String key) {
        assertThat(byKey.judge(key(key), List.of(), MADE)).isInstanceOf(KeyAge.Invalid.class);
    }

    @Test
    void X5_a_record_outlives_the_window_of_its_key_whatever_the_clocks_say() {
        Retention retention = new Retention(DAY, DAY.plus(SKEW.multipliedBy(2)));
        assertThat(byKey.within(retention)).isSameAs(byKey);
        assertThat(KeyWindow.uuidV7().within(retention).length()).contains(DAY);
        Retention shorter = new Retention(DAY, retention.tombstone().minusNanos(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> byKey.within(shorter))
                .withMessageContaining("PT24H10M");
    }

    /**
     * What the check is for. The caller's clock is ahead by the skew; the record is written at once and forgotten at its
     * time; a repeat at that moment must find the window closed by a clock that is behind by the skew.
     */
    @Test
    void X5_at_the_worst_of_clocks_the_window_closes_before_the_record_is_forgotten() {
        Retention retention = new Retention(DAY, DAY.plus(SKEW.multipliedBy(2)));
        Instant firstSeen = MADE.minus(SKEW);
        Instant forgotten = firstSeen.plus(retention.tombstone());
        Instant behind = forgotten.plusMillis(1).minus(SKEW);
        assertThat(ofKey(firstSeen)).isEqualTo(new KeyAge.Within());
        assertThat(ofKey(behind)).isEqualTo(new KeyAge.Expired());
        assertThat(ofKey(behind.minusMillis(1)))
                .as("and not sooner than it must")
                .isEqualTo(new KeyAge.Within());
    }

    @Test
    void bounds_are_checked() {
        assertThatIllegalArgumentException().isThrownBy(() -> byKey.lasting(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> byKey.skew(Duration.ofHours(2)));
        assertThatIllegalArgumentException().isThrownBy(() -> byKey.skew(Duration.ofHours(-1)));
    }
}
