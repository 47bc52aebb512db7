package dev.onefold.shop.address;

import dev.onefold.Outcome;
import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.Rejection;
import dev.onefold.jdbc.JdbcStore;
import dev.onefold.row.Deleted;
import dev.onefold.shop.Without;
import dev.onefold.spring.CurrentConnection;
import java.time.Instant;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Without technique 2: whatever has the label is deleted, and nobody remembers what was. */
@Without.TestDouble
class AddressDouble extends AddressRepository {

    private final JdbcClient jdbc;

    AddressDouble(JdbcClient jdbc, JdbcStore store, DataSource dataSource, CurrentConnection connection) {
        super(jdbc, store, dataSource, connection);
        this.jdbc = jdbc;
    }

    @Override
    Outcome<Deleted> delete(String customer, String label, long version, String request) {
        if (!Without.technique(2)) {
            return super.delete(customer, label, version, request);
        }
        int deleted = jdbc.sql("DELETE FROM address WHERE customer = :customer AND label = :label")
                .param("customer", customer)
                .param("label", label)
                .update();
        return deleted == 1
                ? new Outcome.Applied<>(new Deleted(Instant.EPOCH, request))
                : new Outcome.Rejected<>(Rejection.of("unknown-address", "No such address"), Memory.FORGOTTEN);
    }
}
