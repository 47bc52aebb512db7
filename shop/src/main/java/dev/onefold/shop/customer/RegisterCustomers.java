package dev.onefold.shop.customer;

import dev.onefold.shop.shared.IdSource;
import dev.onefold.shop.shared.ShopRejection;
import dev.onefold.shop.wallet.Ledger;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes customers, each with a wallet. */
@Service
public class RegisterCustomers {

    private final CustomerRepository customers;
    private final Ledger ledger;
    private final IdSource ids;

    RegisterCustomers(CustomerRepository customers, Ledger ledger, IdSource ids) {
        this.customers = customers;
        this.ledger = ledger;
        this.ids = ids;
    }

    /**
     * Makes the customers and their wallets, all or none.
     *
     * @param added the customers, each number once
     * @throws ShopRejection {@code customer-exists}, naming the first number that is taken
     */
    @Transactional
    public void register(List<NewCustomer> added) {
        SortedMap<String, Long> balances = new TreeMap<>();
        for (NewCustomer customer : added) {
            if (balances.put(customer.number(), customer.openingBalancePence()) != null) {
                throw ShopRejection.invalid("Customer " + customer.number() + " is named twice.");
            }
        }
        TreeSet<String> taken = new TreeSet<>(balances.keySet());
        taken.removeAll(customers.add(added));
        if (!taken.isEmpty()) {
            String number = taken.first();
            throw ShopRejection.conflict(
                    "customer-exists", "There is a customer " + number + " already.", Map.of("customer", number));
        }
        ledger.openWallets(ids.next(), balances);
    }
}
