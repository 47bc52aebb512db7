package dev.onefold.shop.address;

import dev.onefold.Outcome;
import dev.onefold.Rejection;
import dev.onefold.jdbc.JdbcConditionalUpdates;
import dev.onefold.jdbc.JdbcConstraints;
import dev.onefold.jdbc.JdbcDeletions;
import dev.onefold.jdbc.JdbcStore;
import dev.onefold.jdbc.JdbcUniqueInserts;
import dev.onefold.row.Columns;
import dev.onefold.row.Deletable;
import dev.onefold.row.Deleted;
import dev.onefold.row.RowKey;
import dev.onefold.row.UniqueKey;
import dev.onefold.spring.CurrentConnection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class AddressRepository {

    private final JdbcClient jdbc;
    private final CurrentConnection connection;
    private final JdbcUniqueInserts addresses;
    private final JdbcConditionalUpdates edits;
    private final JdbcDeletions deletions;

    /** The store is here so that its tables are there before a key is declared. */
    AddressRepository(JdbcClient jdbc, JdbcStore store, DataSource dataSource, CurrentConnection connection) {
        this.jdbc = jdbc;
        this.connection = connection;
        this.addresses = JdbcUniqueInserts.on(
                        dataSource,
                        UniqueKey.of("address", "customer", "label")
                                .comparing("text")
                                .returning("id", "text", "version")
                                .createdAt("created_at"))
                .explainedBy(JdbcConstraints.on(
                        dataSource,
                        Map.of("address_of_customer", Rejection.of("unknown-customer", "No such customer"))));
        this.edits = JdbcConditionalUpdates.on(dataSource, "address", "version", "customer", "label");
        this.deletions = JdbcDeletions.on(
                dataSource, Deletable.of("address", "customer", "label").incarnation("version"));
    }

    Outcome<Address> add(UUID id, String customer, String label, String text) {
        Columns row = Columns.of("id", id)
                .and("customer", customer)
                .and("label", label)
                .and("text", text);
        return addresses
                .insert(connection.get(), row)
                .map(found -> new Address(
                        UUID.fromString(found.text("id")),
                        customer,
                        label,
                        found.text("text"),
                        found.number("version")));
    }

    Optional<Address> find(String customer, String label) {
        return jdbc.sql("SELECT id, text, version FROM address WHERE customer = :customer AND label = :label")
                .param("customer", customer)
                .param("label", label)
                .query((row, number) -> new Address(
                        row.getObject("id", UUID.class),
                        customer,
                        label,
                        row.getString("text"),
                        row.getLong("version")))
                .optional();
    }

    Outcome<Long> edit(String customer, String label, long version, String text) {
        return edits.update(connection.get(), RowKey.of(customer, label), version, Columns.of("text", text));
    }

    Outcome<Deleted> delete(String customer, String label, long version, String request) {
        return deletions.delete(
                connection.get(),
                Columns.of("customer", customer).and("label", label),
                Columns.of("version", version),
                request);
    }

    Optional<Deleted> deleted(String customer, String label) {
        return deletions.find(connection.get(), Columns.of("customer", customer).and("label", label));
    }

    int forgetDeletions(int atMost) {
        return deletions.purge(atMost);
    }

    void publishDeleted(UUID address) {
        jdbc.sql("INSERT INTO address_event (address_id, kind) VALUES (:id, 'DELETED')")
                .param("id", address)
                .update();
    }
}
