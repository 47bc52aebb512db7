package dev.onefold.shop.settlement;

import dev.onefold.Outcome;
import dev.onefold.shop.shared.ShopRejection;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.stereotype.Service;

/** Settles each day once, whoever starts it: the night's scheduler, another node's, or a person. */
@Service
public class Settlements {

    private final SettlementRepository settlements;
    private final Clock clock;

    Settlements(SettlementRepository settlements, Clock clock) {
        this.settlements = settlements;
        this.clock = clock;
    }

    /**
     * Settles a day that is over, or goes on where an earlier run stopped.
     *
     * @throws ShopRejection {@code day-not-over}
     * @throws DataAccessException if the database failed: what was settled stays, and the next call goes on after it
     */
    public Outcome<Settled> settle(LocalDate day) {
        refuseUnlessOver(day);
        return running(() -> settlements.settle(day));
    }

    /**
     * Settles the days that were missed, in order.
     *
     * @param to the last day; at most 1,000 in all
     * @throws ShopRejection {@code day-not-over}
     */
    public Map<LocalDate, Outcome<Settled>> catchUp(LocalDate from, LocalDate to) {
        refuseUnlessOver(to);
        if (from.plusDays(1_000).compareTo(to) <= 0) {
            throw ShopRejection.invalid("Catch up with at most 1,000 days at a time.");
        }
        return running(() -> settlements.catchUp(from, to));
    }

    private void refuseUnlessOver(LocalDate day) {
        if (!day.isBefore(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))) {
            throw ShopRejection.conflict(
                    "day-not-over", "A day is settled once it is over.", Map.of("date", day.toString()));
        }
    }

    private static <R> R running(Callable<R> work) {
        try {
            return work.call();
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new TransientDataAccessResourceException("The settlement stopped midway", failure);
        }
    }
}
