package dev.onefold.shop.reservation;

import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.Mismatch;
import dev.onefold.Outcome.Rejected;
import dev.onefold.Outcome.Replayed;
import dev.onefold.Outcome.Stale;
import dev.onefold.RecordId;
import dev.onefold.Rejection;
import dev.onefold.Scope;
import dev.onefold.shop.reservation.Reservation.Line;
import dev.onefold.shop.reservation.ReservationRepository.Ended;
import dev.onefold.shop.shared.IdSource;
import dev.onefold.shop.shared.ShopRejection;
import dev.onefold.shop.stock.MovementKind;
import dev.onefold.shop.stock.ReservedStock;
import dev.onefold.shop.stock.StockLine;
import dev.onefold.shop.stock.StockMove;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts goods aside, and sells them or gives them back: one end for each reservation, whoever comes first. Each call joins the
 * caller's transaction or is one of its own.
 */
@Service
public class Reservations implements Holds {

    private static final Duration LONGEST = Duration.ofDays(30);

    /** As many as are given back in one transaction. */
    private static final int BATCH = 100;

    private final ReservedStock stock;
    private final ReservationRepository repository;
    private final IdSource ids;

    Reservations(ReservedStock stock, ReservationRepository repository, IdSource ids) {
        this.stock = stock;
        this.repository = repository;
        this.ids = ids;
    }

    /**
     * Reserves goods, all lines or none.
     *
     * @param reference the identity of the request, 1 to 64 characters: it reserves once, whoever sends it
     * @param lines what is wanted; lines of one product are added up first
     * @param holdFor how long at least, 1 second to 30 days
     * @param client who asks
     * @return applied; replayed, as it was answered first; rejected {@code insufficient-stock}, remembered; mismatch
     *     {@code lines} if the reference reserved something else; in progress, to be tried in a new transaction
     * @throws ShopRejection {@code unknown-product}
     */
    @Override
    @Transactional
    public Outcome<Reservation> hold(String reference, List<Line> lines, Duration holdFor, String client) {
        RecordId request = RecordId.of(new Scope("", "reservation"), reference);
        return hold(
                request,
                lines,
                holdFor,
                () -> repository.add(ids.next(), reference, client, lines, holdFor),
                () -> get(reference).with(ReservationStatus.HELD));
    }

    /**
     * The same for a request that has a name of its own, and not the reservation's.
     *
     * @param request the identity of the request
     * @param reference of the reservation that it makes if it is the first
     * @return as above, with what came first as a mere fact
     * @throws ShopRejection {@code unknown-product}
     */
    @Transactional
    public Outcome<ReservationStatus> holdFor(
            RecordId request, String reference, List<Line> lines, Duration holdFor, String client) {
        return hold(
                request,
                lines,
                holdFor,
                () -> repository
                        .add(ids.next(), reference, client, lines, holdFor)
                        .status(),
                () -> ReservationStatus.HELD);
    }

    private <T> Outcome<T> hold(
            RecordId request, List<Line> lines, Duration holdFor, Supplier<T> now, Supplier<T> before) {
        check(holdFor);
        Outcome<?> reserved = stock.reserve(request, stockLines(lines, 1));
        if (reserved instanceof Outcome.Applied) {
            return new Applied<>(now.get());
        }
        if (reserved instanceof Outcome.Replayed<?> replay) {
            return new Replayed<>(before.get(), replay.firstAt());
        }
        if (reserved instanceof Outcome.Rejected<?> no) {
            return new Rejected<>(insufficient(no.rejection()), no.memory());
        }
        if (reserved instanceof Outcome.Mismatch) {
            return new Mismatch<>("lines");
        }
        if (reserved instanceof Outcome.Stale) {
            throw unknownProduct(lines);
        }
        return reserved.map(never -> {
            throw new IllegalStateException("Not expected: " + reserved.kind());
        });
    }

    static void check(Duration holdFor) {
        if (holdFor.compareTo(Duration.ofSeconds(1)) < 0 || holdFor.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("Goods are held for 1 second to " + LONGEST + ", not " + holdFor);
        }
    }

    static Rejection insufficient(Rejection ofTheShelf) {
        return Rejection.of("insufficient-stock", ofTheShelf.detail().text());
    }

    ShopRejection unknownProduct(List<Line> lines) {
        TreeSet<String> codes = new TreeSet<>(lines.stream().map(Line::code).toList());
        return ShopRejection.unknown("product", repository.firstUnknown(codes).orElse(codes.first()));
    }

    /**
     * Sells the goods of a reservation that is held, even if it is past its time and nobody noticed.
     *
     * @return applied; replayed if they were sold; stale if they were given back
     * @throws ShopRejection {@code unknown-reservation}
     */
    @Transactional
    public Outcome<Reservation> confirm(String reference) {
        return end(reference, ReservationStatus.CONFIRMED);
    }

    /**
     * Gives the goods of a reservation back that is held.
     *
     * @return applied; replayed if they were released; stale if they were sold or expired
     * @throws ShopRejection {@code unknown-reservation}
     */
    @Transactional
    public Outcome<Reservation> release(String reference) {
        return end(reference, ReservationStatus.RELEASED);
    }

    /**
     * Gives the goods of reservations back that are past their time, at most 100 of them. Those that somebody else is ending
     * at the moment are left to them.
     *
     * @return how many expired; 100 means that there may be more
     */
    @Transactional
    public int expire() {
        List<String> expired = repository.expire(BATCH);
        List<Line> lines = expired.stream()
                .flatMap(reference -> get(reference).lines().stream())
                .toList();
        if (!lines.isEmpty()) {
            stock.release(stockLines(lines, 1));
        }
        return expired.size();
    }

    private Outcome<Reservation> end(String reference, ReservationStatus to) {
        Ended ended = repository.end(reference, to).orElse(null);
        if (ended == null) {
            Ended before =
                    repository.ended(reference).orElseThrow(() -> ShopRejection.unknown("reservation", reference));
            return before.status() == to
                    ? new Replayed<>(get(reference), before.at())
                    : new Stale<>("The reservation is " + before.status());
        }
        Reservation reservation = get(reference);
        if (to == ReservationStatus.CONFIRMED) {
            stock.sell(new StockMove(MovementKind.SALE, ended.id(), reference, stockLines(reservation.lines(), -1)));
        } else {
            stock.release(stockLines(reservation.lines(), 1));
        }
        return new Applied<>(reservation);
    }

    private Reservation get(String reference) {
        return repository.find(reference).orElseThrow(() -> ShopRejection.unknown("reservation", reference));
    }

    static List<StockLine> stockLines(List<Line> lines, int sign) {
        return lines.stream()
                .map(line -> new StockLine(line.code(), sign * line.quantity()))
                .toList();
    }
}
