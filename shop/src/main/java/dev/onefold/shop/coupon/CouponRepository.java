package dev.onefold.shop.coupon;

import dev.onefold.Outcome;
import dev.onefold.Rejection;
import dev.onefold.jdbc.JdbcConstraints;
import dev.onefold.jdbc.JdbcStore;
import dev.onefold.jdbc.JdbcUniqueInserts;
import dev.onefold.row.Columns;
import dev.onefold.row.UniqueKey;
import dev.onefold.spring.CurrentConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class CouponRepository {

    private final JdbcClient jdbc;
    private final CurrentConnection connection;
    private final JdbcUniqueInserts coupons;
    private final JdbcUniqueInserts claims;
    private final JdbcUniqueInserts returns;

    /** The store is here so that its tables are there before a key is declared. */
    CouponRepository(JdbcClient jdbc, JdbcStore store, DataSource dataSource, CurrentConnection connection) {
        this.jdbc = jdbc;
        this.connection = connection;
        this.coupons =
                JdbcUniqueInserts.on(dataSource, UniqueKey.of("coupon", "code").createdAt("created_at"));
        this.claims = JdbcUniqueInserts.on(
                        dataSource,
                        UniqueKey.of("coupon_claim", "coupon", "customer", "nth")
                                .comparing()
                                .createdAt("claimed_at"))
                .explainedBy(JdbcConstraints.on(
                        dataSource,
                        Map.of("coupon_claim_of_customer", Rejection.of("unknown-customer", "No such customer"))));
        this.returns = JdbcUniqueInserts.on(
                dataSource,
                UniqueKey.of("coupon_return", "claim_id", "order_id")
                        .comparing()
                        .createdAt("returned_at"));
    }

    Outcome<Coupon> issue(Coupon wanted) {
        Columns row = Columns.of("code", wanted.code())
                .and("issued", wanted.issued())
                .and("per_customer", wanted.perCustomer());
        return coupons.insert(connection.get(), row).map(found -> wanted);
    }

    Optional<Coupon> find(String code) {
        return jdbc.sql("SELECT code, issued, per_customer FROM coupon WHERE code = :code")
                .param("code", code)
                .query((row, number) ->
                        new Coupon(row.getString("code"), row.getLong("issued"), row.getInt("per_customer")))
                .optional();
    }

    Outcome<Claim> claim(Claim wanted) {
        Columns row = Columns.of("id", wanted.id())
                .and("coupon", wanted.coupon())
                .and("customer", wanted.customer())
                .and("nth", wanted.nth());
        return claims.insert(connection.get(), row)
                .map(found ->
                        new Claim(UUID.fromString(found.text("id")), wanted.coupon(), wanted.customer(), wanted.nth()));
    }

    /** Counts a claim, unless all that were issued are claimed. The row is locked until the transaction ends. */
    boolean countClaim(String coupon) {
        return jdbc.sql("UPDATE coupon SET claimed = claimed + 1 WHERE code = :code AND claimed < issued")
                        .param("code", coupon)
                        .update()
                == 1;
    }

    /** The order that uses the claim, if one does; empty if there is no such claim. Locks it. */
    Optional<Optional<UUID>> lockUse(String coupon, UUID claim) {
        return jdbc.sql("SELECT used_by FROM coupon_claim WHERE id = :id AND coupon = :coupon FOR NO KEY UPDATE")
                .param("id", claim)
                .param("coupon", coupon)
                .query((row, number) -> Optional.ofNullable(row.getObject("used_by", UUID.class)))
                .optional();
    }

    /**
     * Whether the order was cancelled; empty if there is none. It cannot be cancelled until the transaction ends: whoever
     * locks an order and a claim locks the order first.
     */
    Optional<Boolean> isCancelled(UUID order) {
        return jdbc.sql("SELECT status = 'CANCELLED' FROM customer_order WHERE id = :id FOR SHARE")
                .param("id", order)
                .query(Boolean.class)
                .optional();
    }

    /** The claims that an order uses, locked in the order of their ids. */
    List<UUID> lockClaimsOf(UUID order) {
        return jdbc.sql("SELECT id FROM coupon_claim WHERE used_by = :order ORDER BY id FOR NO KEY UPDATE")
                .param("order", order)
                .query(UUID.class)
                .list();
    }

    boolean wasReturned(UUID claim, UUID order) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM coupon_return WHERE claim_id = :claim AND order_id = :order)")
                .param("claim", claim)
                .param("order", order)
                .query(Boolean.class)
                .single();
    }

    void use(UUID claim, UUID order) {
        jdbc.sql("UPDATE coupon_claim SET used_by = :order WHERE id = :id")
                .param("order", order)
                .param("id", claim)
                .update();
    }

    /** Frees the claim if the order uses it. */
    boolean free(UUID claim, UUID order) {
        return jdbc.sql("UPDATE coupon_claim SET used_by = NULL WHERE id = :id AND used_by = :order")
                        .param("id", claim)
                        .param("order", order)
                        .update()
                == 1;
    }

    Outcome<UUID> rememberReturn(UUID id, UUID claim, UUID order) {
        return returns.insert(
                        connection.get(),
                        Columns.of("id", id).and("claim_id", claim).and("order_id", order))
                .map(found -> claim);
    }
}
