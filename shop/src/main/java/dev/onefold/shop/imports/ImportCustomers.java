package dev.onefold.shop.imports;

import dev.onefold.shop.customer.NewCustomer;
import dev.onefold.shop.customer.RegisterCustomers;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Brings customers into the shop, with what they had paid in before. */
@Service
public class ImportCustomers {

    private final RegisterCustomers registerCustomers;

    ImportCustomers(RegisterCustomers registerCustomers) {
        this.registerCustomers = registerCustomers;
    }

    /**
     * Imports the customers, all or none.
     *
     * @param imported the customers, each number once
     */
    @Transactional
    public void importAll(List<NewCustomer> imported) {
        registerCustomers.register(imported);
    }
}
