package dev.onefold.shop.reservation;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Gives back what nobody came for, on every node: each takes what the others do not. */
@Component
@EnableScheduling
class ExpireReservations {

    private static final Logger log = LoggerFactory.getLogger(ExpireReservations.class);

    private final Reservations reservations;

    ExpireReservations(Reservations reservations) {
        this.reservations = reservations;
    }

    @Scheduled(
            initialDelayString = "${shop.reservations.sweep-seconds}",
            fixedDelayString = "${shop.reservations.sweep-seconds}",
            timeUnit = TimeUnit.SECONDS)
    void sweep() {
        try {
            int expired = reservations.expire();
            if (expired > 0) {
                log.debug("{} reservations expired", expired);
            }
        } catch (RuntimeException e) {
            log.warn("Reservations could not be expired now; the next sweep tries again", e);
        }
    }
}
