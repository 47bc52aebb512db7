package dev.onefold.shop.purchase;

import dev.onefold.Outcome;
import dev.onefold.Outcome.InProgress;
import dev.onefold.Outcome.Mismatch;
import dev.onefold.Outcome.Replayed;
import dev.onefold.RecordId;
import dev.onefold.Retries;
import dev.onefold.Scope;
import dev.onefold.shop.catalogue.Catalogue;
import dev.onefold.shop.client.ShopClient;
import dev.onefold.shop.reservation.Reservation;
import dev.onefold.shop.reservation.ReservationStatus;
import dev.onefold.shop.reservation.Reservations;
import dev.onefold.shop.shared.Busy;
import dev.onefold.shop.shared.IdSource;
import dev.onefold.shop.shared.PricedLine;
import dev.onefold.shop.shared.ShopRejection;
import dev.onefold.shop.stock.StockLine;
import dev.onefold.state.Fired;
import dev.onefold.state.Fired.Answer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes purchases, holds their goods, and moves them through their life. */
@Service
public class Purchases {

    /**
     * What is wanted.
     *
     * @param reference what the client calls it, the same in every repeat
     * @param lines how much of what, at the catalogue's prices; a product may occur on several lines
     */
    public record Wanted(String reference, String customer, List<StockLine> lines) {}

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** Longer than a purchase stays unpaid. */
    private static final Duration HELD_FOR = Duration.ofDays(30);

    private static final Retries RETRIES =
            Retries.of(Busy.class::isInstance).attempts(12).pause(Duration.ofMillis(5), Duration.ofMillis(200));

    private final Catalogue catalogue;
    private final Reservations reservations;
    private final PurchaseRepository purchases;
    private final PurchaseStates states;
    private final IdSource ids;
    private final TransactionTemplate transaction;

    Purchases(
            Catalogue catalogue,
            Reservations reservations,
            PurchaseRepository purchases,
            PurchaseStates states,
            IdSource ids,
            PlatformTransactionManager transactions) {
        this.catalogue = catalogue;
        this.reservations = reservations;
        this.purchases = purchases;
        this.states = states;
        this.ids = ids;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Takes a purchase and holds the goods for it, once per client and reference; again if others take the same goods. That
     * there was not enough is remembered: who wants to try again takes another reference.
     *
     * @return applied; replayed, as it is now; rejected {@code insufficient-stock}, remembered; mismatch {@code lines} or
     *     {@code customer} if the client used the reference for something else; in progress
     * @throws ShopRejection {@code unknown-product} or {@code unknown-customer}
     */
    public Outcome<PurchaseView> place(Wanted wanted, ShopClient caller) {
        try {
            return RETRIES.run(() -> {
                Outcome<PurchaseView> placed =
                        Objects.requireNonNull(transaction.execute(status -> placeOnce(wanted, caller)));
                if (placed instanceof InProgress) {
                    throw new Busy();
                }
                return placed;
            });
        } catch (Busy busy) {
            return new InProgress<>(RETRY_AFTER);
        }
    }

    private Outcome<PurchaseView> placeOnce(Wanted wanted, ShopClient caller) {
        Optional<Outcome<PurchaseView>> before = known(wanted, caller);
        if (before.isPresent()) {
            return before.get();
        }
        Map<String, BigDecimal> prices =
                catalogue.pricesOf(wanted.lines().stream().map(StockLine::code).toList());
        List<PricedLine> lines = wanted.lines().stream()
                .map(line ->
                        PricedLine.of(line.code(), line.delta(), prices.getOrDefault(line.code(), BigDecimal.ZERO)))
                .toList();
        PurchaseView purchase = new PurchaseView(
                ids.next(), wanted.reference(), wanted.customer(), PurchaseStatus.PENDING, 0, PricedLine.total(lines));
        Outcome<ReservationStatus> held = hold(purchase, wanted.lines(), caller);
        if (held instanceof Outcome.Replayed) {
            // it came between the two looks
            return known(wanted, caller).orElseThrow();
        }
        return held.map(status -> {
            if (!purchases.add(purchase, lines, caller.name())) {
                throw ShopRejection.unknown("customer", wanted.customer());
            }
            return purchase;
        });
    }

    private Optional<Outcome<PurchaseView>> known(Wanted wanted, ShopClient caller) {
        return purchases.find(wanted.reference(), caller.name()).map(known -> {
            if (!known.purchase().customer().equals(wanted.customer())) {
                return new Mismatch<>("customer");
            }
            return purchases.linesOf(known.purchase().id()).equals(wanted.lines())
                    ? new Replayed<>(known.purchase(), known.placedAt())
                    : new Mismatch<>("lines");
        });
    }

    /** One purchase. */
    public PurchaseView get(UUID id) {
        return purchases.find(id).orElseThrow(() -> ShopRejection.unknown("purchase", id));
    }

    /** The life of a purchase as a Mermaid diagram. */
    public String diagram() {
        return states.diagram();
    }

    /**
     * An event happens to a purchase, with all that follows, in a transaction of its own; again if another event is at
     * work, up to twelve times within about two seconds.
     *
     * @param eventId the same in every repeat
     * @param amountMinor what was paid, in pence; for {@link PurchaseEvent#PAY} only
     * @return what became of it; {@link Answer#IN_PROGRESS} if the other is still at work
     * @throws ShopRejection {@code wrong-amount} if another amount was paid than is due
     */
    public Fired<PurchaseStatus, PurchaseEvent> happen(
            UUID id, PurchaseEvent event, String eventId, @Nullable Long amountMinor) {
        try {
            return RETRIES.run(() -> {
                Fired<PurchaseStatus, PurchaseEvent> fired =
                        Objects.requireNonNull(transaction.execute(status -> apply(id, event, eventId, amountMinor)));
                if (fired.answer() == Answer.IN_PROGRESS) {
                    throw new Busy();
                }
                return fired;
            });
        } catch (Busy busy) {
            return new Fired<>(Answer.IN_PROGRESS, null, false);
        }
    }

    /**
     * The provider tells that a purchase was paid, in the caller's transaction: captured, or, if it is paid already or no
     * longer wanted, captured and given back. Never waits: on {@link Answer#IN_PROGRESS} the caller tries again in a new
     * transaction, and on {@link Answer#NO_ENTITY} the provider is told to send it again.
     *
     * @param eventId the provider's, the same in every repeat
     * @throws ShopRejection {@code wrong-amount} if another amount was paid than is due
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Fired<PurchaseStatus, PurchaseEvent> paid(UUID id, String eventId, long amountMinor) {
        return apply(id, PurchaseEvent.PAY, eventId, amountMinor);
    }

    private Fired<PurchaseStatus, PurchaseEvent> apply(
            UUID id, PurchaseEvent event, String eventId, @Nullable Long amountMinor) {
        if (event == PurchaseEvent.PAY) {
            refuseOtherAmount(id, amountMinor);
        }
        Fired<PurchaseStatus, PurchaseEvent> fired = states.fire(id, event, eventId);
        if (fired.answer() == Answer.COMPENSATE) {
            purchases.effect(id, "CAPTURED", "REFUNDED");
        } else if (fired.answer() == Answer.APPLIED) {
            switch (event) {
                case PAY -> sell(id);
                case CANCEL, EXPIRE -> release(id);
                case SHIP, COMPLETE -> {}
            }
        }
        return fired;
    }

    private void refuseOtherAmount(UUID id, @Nullable Long amountMinor) {
        if (amountMinor == null) {
            throw ShopRejection.invalid("A payment has an amount.");
        }
        purchases.find(id).filter(due -> due.totalMinor() != amountMinor).ifPresent(due -> {
            throw ShopRejection.conflict(
                    "wrong-amount",
                    "Paid were " + amountMinor + ", and due are " + due.totalMinor() + ".",
                    Map.of("purchase", id.toString(), "paid", amountMinor, "due", due.totalMinor()));
        });
    }

    /** The request is known by its client and reference, so that a no is known again too. */
    private Outcome<ReservationStatus> hold(PurchaseView purchase, List<StockLine> lines, ShopClient caller) {
        List<Reservation.Line> wanted = lines.stream()
                .map(line -> new Reservation.Line(line.code(), line.delta()))
                .toList();
        RecordId request = RecordId.of(new Scope(caller.tenant(), caller.name() + " purchases"), purchase.reference());
        return reservations.holdFor(request, purchase.id().toString(), wanted, HELD_FOR, caller.name());
    }

    private void sell(UUID id) {
        requireEnded(id, reservations.confirm(id.toString()));
        purchases.effect(id, "CAPTURED", "STOCK_CONFIRMED");
    }

    private void release(UUID id) {
        requireEnded(id, reservations.release(id.toString()));
        purchases.effect(id, "STOCK_RELEASED");
    }

    /** Its goods end with the purchase and not otherwise, unless it lay about for longer than they are held. */
    private static void requireEnded(UUID id, Outcome<Reservation> ended) {
        if (!(ended instanceof Outcome.Applied)) {
            throw ShopRejection.conflict(
                    "goods-given-back",
                    "The goods of this purchase are no longer held.",
                    Map.of("purchase", id.toString()));
        }
    }
}
