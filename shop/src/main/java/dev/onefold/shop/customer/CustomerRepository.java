package dev.onefold.shop.customer;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class CustomerRepository {

    private final JdbcClient jdbc;

    CustomerRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds those whose number is free, in number order, and says whose were. */
    Set<String> add(List<NewCustomer> customers) {
        return new HashSet<>(jdbc.sql("""
                        INSERT INTO customer (number, country)
                        SELECT number, country FROM unnest(:numbers::text[], :countries::text[]) AS given (number, country)
                         ORDER BY number COLLATE "C"
                            ON CONFLICT (number) DO NOTHING
                        RETURNING number
                        """)
                .param("numbers", customers.stream().map(NewCustomer::number).toArray(String[]::new))
                .param("countries", customers.stream().map(NewCustomer::country).toArray(String[]::new))
                .query(String.class)
                .list());
    }

    Optional<CustomerView> find(String number) {
        return jdbc.sql("SELECT number, country FROM customer WHERE number = :number")
                .param("number", number)
                .query((row, index) -> new CustomerView(row.getString("number"), row.getString("country")))
                .optional();
    }
}
