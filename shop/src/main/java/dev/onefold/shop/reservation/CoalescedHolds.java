package dev.onefold.shop.reservation;

import dev.onefold.Call;
import dev.onefold.Coalesced;
import dev.onefold.Decision;
import dev.onefold.Fingerprint;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Mismatch;
import dev.onefold.Outcome.Rejected;
import dev.onefold.Outcome.Replayed;
import dev.onefold.Rejection;
import dev.onefold.Scope;
import dev.onefold.row.BatchDeductions;
import dev.onefold.row.RowKey;
import dev.onefold.shop.reservation.Reservation.Line;
import dev.onefold.shop.reservation.ReservationRepository.New;
import dev.onefold.shop.shared.IdSource;
import dev.onefold.shop.shared.JsonCodec;
import dev.onefold.shop.shared.WhenCoalesced;
import dev.onefold.shop.stock.ReservedStock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts goods aside for many requests in one transaction: four statements, however many they are. The records remember what was
 * answered; of what they have forgotten, the reservations tell what was made.
 */
@Service
@Primary
@WhenCoalesced
class CoalescedHolds implements Holds {

    private static final Rejection OTHER_LINES = Rejection.of("other-lines", "The reference reserved something else");

    private record Wish(String reference, List<Line> lines, Duration holdFor, String client) {}

    private final ReservedStock stock;
    private final ReservationRepository repository;
    private final Reservations reservations;
    private final IdSource ids;
    private final Coalesced<Wish, Reservation, RuntimeException> counter;

    CoalescedHolds(
            ReservedStock stock,
            ReservationRepository repository,
            Reservations reservations,
            IdSource ids,
            Onefold<?> onefold,
            JsonMapper json) {
        this.stock = stock;
        this.repository = repository;
        this.reservations = reservations;
        this.ids = ids;
        this.counter = onefold.coalesced(
                Operation.coalesced("hold-reservation", new JsonCodec<>(json, Reservation.class)),
                (transaction, wishes) -> together(wishes));
    }

    /** As {@link Reservations#hold}, but a shortage is remembered no longer than a record is: 30 days. */
    @Override
    public Outcome<Reservation> hold(String reference, List<Line> lines, Duration holdFor, String client) {
        Reservations.check(holdFor);
        List<Line> merged = Reservation.merged(lines);
        Call call = Call.of(
                new Scope("", "reservation"),
                reference,
                Fingerprint.ofText(merged.stream()
                        .flatMap(line -> Stream.of(line.code(), Long.toString(line.quantity())))
                        .toArray(String[]::new)));
        Outcome<Reservation> outcome = counter.execute(call, new Wish(reference, merged, holdFor, client));
        if (outcome instanceof Mismatch || isOf(outcome, OTHER_LINES.code())) {
            return new Mismatch<>("lines");
        }
        if (isOf(outcome, BatchDeductions.ROW_MISSING)) {
            throw reservations.unknownProduct(merged);
        }
        return outcome instanceof Outcome.Expired<Reservation> expired
                ? remembered(reference, merged, expired)
                : outcome;
    }

    private static boolean isOf(Outcome<?> outcome, String code) {
        return outcome instanceof Rejected<?> rejected
                && rejected.rejection().code().equals(code);
    }

    /** Whose answer is no longer stored was told that it has a reservation, or that there was not enough. */
    private Outcome<Reservation> remembered(String reference, List<Line> lines, Outcome.Expired<Reservation> expired) {
        Reservation made = repository.findAll(List.of(reference)).get(reference);
        if (made == null) {
            return new Rejected<>(
                    Rejection.of("insufficient-stock", "There was not enough when it was first asked for"),
                    Rejected.Memory.REPLAYED);
        }
        return made.lines().equals(lines)
                ? new Replayed<>(made.with(ReservationStatus.HELD), expired.firstAt())
                : new Mismatch<>("lines");
    }

    private List<Decision<Reservation>> together(List<Wish> wishes) {
        Map<Wish, Decision<Reservation>> decisions = new HashMap<>();
        Map<String, Reservation> made =
                repository.findAll(wishes.stream().map(Wish::reference).toList());
        List<Wish> wanted = new ArrayList<>();
        for (Wish wish : wishes) {
            Reservation before = made.get(wish.reference());
            if (before == null) {
                wanted.add(wish);
            } else if (before.lines().equals(wish.lines())) {
                decisions.put(wish, new Decision.Accept<>(before.with(ReservationStatus.HELD)));
            } else {
                decisions.put(wish, new Decision.Decline<>(OTHER_LINES));
            }
        }
        decisions.putAll(reserve(wanted));
        return wishes.stream()
                .map(wish -> Objects.requireNonNull(decisions.get(wish)))
                .toList();
    }

    private Map<Wish, Decision<Reservation>> reserve(List<Wish> wanted) {
        Map<Wish, Decision<Reservation>> decisions = new HashMap<>();
        List<Decision<SortedMap<RowKey, Long>>> reserved = stock.reserveAll(wanted.stream()
                .map(wish -> Reservations.stockLines(wish.lines(), 1))
                .toList());
        List<Wish> held = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            Wish wish = wanted.get(i);
            if (reserved.get(i) instanceof Decision.Decline<?> none) {
                decisions.put(wish, new Decision.Decline<>(Reservations.insufficient(none.rejection())));
            } else if (reserved.get(i) instanceof Decision.Discard<?> unknown) {
                decisions.put(wish, new Decision.Discard<>(unknown.rejection()));
            } else {
                held.add(wish);
            }
        }
        if (!held.isEmpty()) {
            List<Reservation> made = repository.addAll(held.stream()
                    .map(wish -> new New(ids.next(), wish.reference(), wish.client(), wish.lines(), wish.holdFor()))
                    .toList());
            for (int i = 0; i < held.size(); i++) {
                decisions.put(held.get(i), new Decision.Accept<>(made.get(i)));
            }
        }
        return decisions;
    }
}
