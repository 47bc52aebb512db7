package dev.onefold.shop.order;

import dev.onefold.shop.catalogue.Catalogue;
import dev.onefold.shop.client.ShopClient;
import dev.onefold.shop.order.OrderRepository.Placed;
import dev.onefold.shop.shared.IdSource;
import dev.onefold.shop.shared.PricedLine;
import dev.onefold.shop.shared.ShopRejection;
import dev.onefold.shop.shared.WhenCoalesced;
import dev.onefold.shop.stock.StockMove;
import dev.onefold.shop.stock.StockSales;
import dev.onefold.shop.wallet.LedgerPayments;
import dev.onefold.shop.web.Refusals;
import dev.onefold.spring.CoalescedReply;
import dev.onefold.spring.CoalescedWork;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Places orders, many in one transaction: nine statements, however many they are. The no's are those of {@link PlaceOrder},
 * which also places an order that comes alone.
 */
@Service
@WhenCoalesced
class PlaceOrders implements CoalescedWork<PlaceOrders.Wish> {

    /**
     * An order that somebody wants.
     *
     * @param wanted what is ordered
     * @param caller who orders
     */
    record Wish(PlaceOrder.Wanted wanted, ShopClient caller) {}

    /** A wish on its way to an order: it is priced, supplied and paid, or gets a no. */
    private static final class Placing {

        private final Wish wish;
        private List<PricedLine> lines = List.of();
        private @Nullable OrderSummary order;
        private @Nullable Payment payment;
        private @Nullable CoalescedReply no;

        Placing(Wish wish) {
            this.wish = wish;
        }

        OrderSummary order() {
            return Objects.requireNonNull(order);
        }

        StockMove sale() {
            return PlaceOrder.sale(order(), lines);
        }

        LedgerPayments.Due due() {
            return new LedgerPayments.Due(order().id(), order().customer(), order().totalMinor());
        }

        Placed placed() {
            return new Placed(
                    order(),
                    lines,
                    Objects.requireNonNull(payment),
                    wish.caller().name());
        }

        CoalescedReply reply() {
            return no == null ? CoalescedReply.of(order().created()) : no;
        }
    }

    private final PlaceOrder placeOrder;
    private final Catalogue catalogue;
    private final StockSales stock;
    private final LedgerPayments ledger;
    private final OrderRepository orders;
    private final IdSource ids;

    PlaceOrders(
            PlaceOrder placeOrder,
            Catalogue catalogue,
            StockSales stock,
            LedgerPayments ledger,
            OrderRepository orders,
            IdSource ids) {
        this.placeOrder = placeOrder;
        this.catalogue = catalogue;
        this.stock = stock;
        this.ledger = ledger;
        this.orders = orders;
        this.ids = ids;
    }

    @Override
    public List<CoalescedReply> run(List<Wish> wishes) {
        return wishes.size() == 1 ? List.of(alone(wishes.get(0))) : together(wishes);
    }

    private CoalescedReply alone(Wish wish) {
        try {
            return CoalescedReply.of(
                    placeOrder.place(wish.wanted(), wish.caller()).created());
        } catch (ShopRejection no) {
            return CoalescedReply.undoing(Refusals.of(no));
        }
    }

    /** Stock rows are locked before wallets, as everywhere. */
    List<CoalescedReply> together(List<Wish> wishes) {
        List<Placing> all = wishes.stream().map(Placing::new).toList();
        price(all);
        takeGoods(open(all));
        takeMoney(open(all));
        List<Placed> placed = open(all).stream().map(Placing::placed).toList();
        if (!placed.isEmpty()) {
            orders.addAll(placed);
        }
        return all.stream().map(Placing::reply).toList();
    }

    private static List<Placing> open(List<Placing> all) {
        return all.stream().filter(each -> each.no == null).toList();
    }

    private void price(List<Placing> all) {
        List<String> unpriced = all.stream()
                .flatMap(each -> Pricing.unpriced(each.wish.wanted().lines()).stream())
                .toList();
        Map<String, BigDecimal> prices = unpriced.isEmpty() ? Map.of() : catalogue.pricesOfSold(unpriced);
        for (Placing each : all) {
            try {
                PlaceOrder.Wanted wanted = each.wish.wanted();
                each.lines = Pricing.settle(wanted.lines(), each.wish.caller(), prices);
                each.order = PlaceOrder.order(ids.next(), wanted, each.lines);
            } catch (ShopRejection no) {
                each.no = CoalescedReply.of(Refusals.of(no));
            }
        }
    }

    /** Who does not get the goods leaves them to those behind. */
    private void takeGoods(List<Placing> open) {
        List<Optional<ShopRejection>> refusals =
                stock.take(open.stream().map(Placing::sale).toList());
        for (int i = 0; i < open.size(); i++) {
            Placing each = open.get(i);
            refusals.get(i).ifPresent(no -> each.no = CoalescedReply.of(Refusals.of(no)));
        }
    }

    /** Who does not pay has taken goods, which must go back. */
    private void takeMoney(List<Placing> open) {
        List<LedgerPayments.Payment> payments =
                ledger.take(open.stream().map(Placing::due).toList());
        for (int i = 0; i < open.size(); i++) {
            Placing each = open.get(i);
            if (payments.get(i) instanceof LedgerPayments.Payment.Made made) {
                each.payment =
                        new Payment(ids.next(), made.account(), each.order().totalMinor());
            } else if (payments.get(i) instanceof LedgerPayments.Payment.Refused refused) {
                each.no = CoalescedReply.undoing(Refusals.of(refused.no()));
            }
        }
    }
}
