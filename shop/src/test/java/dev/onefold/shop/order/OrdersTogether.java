package dev.onefold.shop.order;

import dev.onefold.shop.catalogue.Catalogue;
import dev.onefold.shop.shared.IdSource;
import dev.onefold.shop.stock.StockSales;
import dev.onefold.shop.wallet.LedgerPayments;
import dev.onefold.spring.CoalescedReply;
import java.util.List;
import org.springframework.context.annotation.Primary;

/** Places an order that comes alone as it places many. */
@Primary
public class OrdersTogether extends PlaceOrders {

    OrdersTogether(
            PlaceOrder placeOrder,
            Catalogue catalogue,
            StockSales stock,
            LedgerPayments ledger,
            OrderRepository orders,
            IdSource ids) {
        super(placeOrder, catalogue, stock, ledger, orders, ids);
    }

    @Override
    public List<CoalescedReply> run(List<Wish> wishes) {
        return together(wishes);
    }
}
