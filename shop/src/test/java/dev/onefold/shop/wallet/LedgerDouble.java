package dev.onefold.shop.wallet;

import dev.onefold.shop.Without;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Without technique 6: a balance is read, changed in Java and written back. */
@Without.TestDouble
class LedgerDouble extends LedgerRepository {

    private final JdbcClient jdbc;

    LedgerDouble(JdbcClient jdbc) {
        super(jdbc);
        this.jdbc = jdbc;
    }

    @Override
    Optional<Wallet> moveWallet(LedgerMove move, String customer) {
        if (!Without.technique(6)) {
            return super.moveWallet(move, customer);
        }
        long after = balance(customer).orElseThrow() + move.deltaMinor();
        if (after < 0) {
            return Optional.empty();
        }
        Without.meet();
        UUID account = jdbc.sql(
                        "UPDATE account SET balance_minor = :after WHERE kind = 'WALLET' AND customer = :customer RETURNING id")
                .param("after", after)
                .param("customer", customer)
                .query(UUID.class)
                .single();
        jdbc.sql("INSERT INTO ledger_transaction (id, kind, source) VALUES (:id, :kind, :source)")
                .param("id", move.id())
                .param("kind", move.kind().name())
                .param("source", move.source())
                .update();
        enter(move, account, move.deltaMinor());
        enter(move, move.counter().id(), -move.deltaMinor());
        return Optional.of(new Wallet(account, after));
    }

    private void enter(LedgerMove move, UUID account, long amountMinor) {
        jdbc.sql("INSERT INTO ledger_entry (transaction_id, account_id, amount_minor, currency)"
                        + " VALUES (:move, :account, :amount, 'GBP')")
                .param("move", move.id())
                .param("account", account)
                .param("amount", amountMinor)
                .update();
    }
}
