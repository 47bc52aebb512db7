package dev.onefold.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.shop.reservation.Reservation;
import dev.onefold.shop.reservation.Reservations;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Goods that are put aside for many at once. */
@CoalescedMode
class CoalescedReservationTest extends ReservationTest {

    @Autowired
    private Reservations reservations;

    @Test
    void aReservationOfWhichThereIsNoRecordIsFoundByItsReference() {
        String mug = product("1.00", 10);
        String reference = "before " + UUID.randomUUID();
        reservations.hold(reference, List.of(new Reservation.Line(mug, 2)), Duration.ofMinutes(10), "somebody");
        String request = "{\"reference\":\"" + reference + "\",\"lines\":[%s],\"ttlSeconds\":600}";

        Answer again = shopper.post("/api/stock/reservations", request.formatted(line(mug, 1) + "," + line(mug, 1)));
        Answer other = shopper.post("/api/stock/reservations", request.formatted(line(mug, 3)));

        assertThat(again.expect(201).text("status")).isEqualTo("HELD");
        assertThat(other.expect(422).text("field")).isEqualTo("lines");
        assertThat(jdbc.sql("SELECT reserved FROM stock WHERE code = ?")
                        .param(mug)
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }
}
