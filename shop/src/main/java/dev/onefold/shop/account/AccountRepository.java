package dev.onefold.shop.account;

import dev.onefold.Outcome;
import dev.onefold.Rejection;
import dev.onefold.jdbc.JdbcConstraints;
import dev.onefold.jdbc.JdbcStore;
import dev.onefold.jdbc.JdbcUniqueInserts;
import dev.onefold.row.Columns;
import dev.onefold.row.UniqueKey;
import dev.onefold.spring.CurrentConnection;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class AccountRepository {

    private final CurrentConnection connection;
    private final JdbcUniqueInserts accounts;

    /** The client and the store are here so that the tables are there before a key is declared on one. */
    AccountRepository(JdbcClient client, JdbcStore store, DataSource dataSource, CurrentConnection connection) {
        this.connection = connection;
        this.accounts = JdbcUniqueInserts.on(
                        dataSource,
                        UniqueKey.of("customer_account", "customer", "currency")
                                .comparing("credit_limit_minor")
                                .createdAt("created_at"))
                .explainedBy(JdbcConstraints.on(
                        dataSource,
                        Map.of("customer_account_of_customer", Rejection.of("unknown-customer", "No such customer"))));
    }

    Outcome<Account> open(Account wanted) {
        Columns row = Columns.of("id", wanted.id())
                .and("customer", wanted.customer())
                .and("currency", wanted.currency())
                .and("credit_limit_minor", wanted.creditLimitMinor());
        return accounts.insert(connection.get(), row)
                .map(found -> new Account(
                        UUID.fromString(found.text("id")),
                        found.text("customer"),
                        found.text("currency"),
                        found.number("credit_limit_minor")));
    }
}
