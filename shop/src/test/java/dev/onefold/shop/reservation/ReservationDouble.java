package dev.onefold.shop.reservation;

import dev.onefold.shop.Without;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Without technique 9: a reservation ends whatever became of it before. */
@Without.TestDouble
class ReservationDouble extends ReservationRepository {

    private final JdbcClient jdbc;

    ReservationDouble(JdbcClient jdbc) {
        super(jdbc);
        this.jdbc = jdbc;
    }

    @Override
    Optional<Ended> end(String reference, ReservationStatus to) {
        if (!Without.technique(9)) {
            return super.end(reference, to);
        }
        jdbc.sql("UPDATE reservation SET status = :to, ended_at = now() WHERE reference = :reference")
                .param("reference", reference)
                .param("to", to.name())
                .update();
        return ended(reference);
    }
}
