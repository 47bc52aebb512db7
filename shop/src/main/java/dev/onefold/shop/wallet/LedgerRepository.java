package dev.onefold.shop.wallet;

import dev.onefold.shop.shared.Money;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class LedgerRepository {

    /** A wallet after a move. */
    record Wallet(UUID account, long balanceMinor) {}

    private final JdbcClient jdbc;

    LedgerRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Balance, transaction and both entries in one round trip, or nothing at all if the customer has no wallet or it would
     * fall below zero.
     */
    Optional<Wallet> moveWallet(LedgerMove move, String customer) {
        return jdbc.sql("""
                        WITH wallet AS (
                          UPDATE account SET balance_minor = balance_minor + :delta
                           WHERE kind = 'WALLET' AND customer = :customer AND currency = :currency
                             AND balance_minor + :delta >= 0
                          RETURNING id, balance_minor),
                        moved AS (
                          INSERT INTO ledger_transaction (id, kind, source) SELECT :id, :kind, :source FROM wallet),
                        entered AS (
                          INSERT INTO ledger_entry (transaction_id, account_id, amount_minor, currency)
                          SELECT :id, wallet.id, :delta, :currency FROM wallet
                           UNION ALL
                          SELECT :id, :counter, :opposite, :currency FROM wallet)
                        SELECT id, balance_minor FROM wallet
                        """)
                .params(parameters(move))
                .param("customer", customer)
                .query((row, number) -> new Wallet(row.getObject("id", UUID.class), row.getLong("balance_minor")))
                .optional();
    }

    /** The wallets of those of the customers that have one. */
    Map<String, UUID> walletsOf(Collection<String> customers) {
        Map<String, UUID> wallets = new HashMap<>();
        jdbc.sql("SELECT customer, id FROM account"
                        + " WHERE kind = 'WALLET' AND customer = ANY (:customers) AND currency = :currency")
                .param("customers", customers.toArray(String[]::new))
                .param("currency", Money.CURRENCY)
                .query(row -> {
                    wallets.put(row.getString("customer"), row.getObject("id", UUID.class));
                });
        return wallets;
    }

    /** Transactions and both entries of each, whose balances have been changed, in one round trip. */
    void enter(List<LedgerMove> moves, List<UUID> accounts) {
        jdbc.sql("""
                        WITH given AS (
                          SELECT * FROM unnest(:ids::uuid[], :kinds::text[], :sources::uuid[], :accounts::uuid[],
                                               :deltas::bigint[], :counters::uuid[])
                              AS move (id, kind, source, account, delta, counter)),
                        moved AS (
                          INSERT INTO ledger_transaction (id, kind, source) SELECT id, kind, source FROM given)
                        INSERT INTO ledger_entry (transaction_id, account_id, amount_minor, currency)
                        SELECT id, account, delta, :currency FROM given
                         UNION ALL
                        SELECT id, counter, -delta, :currency FROM given
                        """)
                .param("ids", moves.stream().map(LedgerMove::id).toArray(UUID[]::new))
                .param("kinds", moves.stream().map(move -> move.kind().name()).toArray(String[]::new))
                .param("sources", moves.stream().map(LedgerMove::source).toArray(UUID[]::new))
                .param("accounts", accounts.toArray(UUID[]::new))
                .param("deltas", moves.stream().map(LedgerMove::deltaMinor).toArray(Long[]::new))
                .param(
                        "counters",
                        moves.stream().map(move -> move.counter().id()).toArray(UUID[]::new))
                .param("currency", Money.CURRENCY)
                .update();
    }

    void moveTill(LedgerMove move) {
        jdbc.sql("""
                        WITH moved AS (
                          INSERT INTO ledger_transaction (id, kind, source) VALUES (:id, :kind, :source))
                        INSERT INTO ledger_entry (transaction_id, account_id, amount_minor, currency)
                        VALUES (:id, :till, :delta, :currency), (:id, :counter, :opposite, :currency)
                        """)
                .params(parameters(move))
                .param("till", ShopAccount.TILL.id())
                .update();
    }

    void openWallets(UUID source, SortedMap<String, Long> balances) {
        jdbc.sql("""
                        WITH given AS MATERIALIZED (
                          SELECT customer, balance, gen_random_uuid() AS account, gen_random_uuid() AS transaction
                            FROM unnest(:customers::text[], :balances::bigint[]) AS line (customer, balance)),
                        opened AS (
                          INSERT INTO account (id, kind, customer, currency, balance_minor)
                          SELECT account, 'WALLET', customer, :currency, balance FROM given),
                        moved AS (
                          INSERT INTO ledger_transaction (id, kind, source)
                          SELECT transaction, 'OPENING', :source FROM given WHERE balance <> 0)
                        INSERT INTO ledger_entry (transaction_id, account_id, amount_minor, currency)
                        SELECT transaction, account, balance, :currency FROM given WHERE balance <> 0
                         UNION ALL
                        SELECT transaction, :opening, -balance, :currency FROM given WHERE balance <> 0
                        """)
                .param("customers", balances.keySet().toArray(String[]::new))
                .param("balances", balances.values().toArray(Long[]::new))
                .param("currency", Money.CURRENCY)
                .param("source", source)
                .param("opening", ShopAccount.OPENING.id())
                .update();
    }

    Optional<Long> balance(String customer) {
        return jdbc.sql("SELECT balance_minor FROM account"
                        + " WHERE kind = 'WALLET' AND customer = :customer AND currency = :currency")
                .param("customer", customer)
                .param("currency", Money.CURRENCY)
                .query(Long.class)
                .optional();
    }

    private static Map<String, Object> parameters(LedgerMove move) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("id", move.id());
        parameters.put("kind", move.kind().name());
        parameters.put("source", move.source());
        parameters.put("delta", move.deltaMinor());
        parameters.put("opposite", -move.deltaMinor());
        parameters.put("counter", move.counter().id());
        parameters.put("currency", Money.CURRENCY);
        return parameters;
    }
}
