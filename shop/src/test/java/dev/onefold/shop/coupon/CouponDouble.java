package dev.onefold.shop.coupon;

import dev.onefold.Outcome;
import dev.onefold.jdbc.JdbcStore;
import dev.onefold.shop.Without;
import dev.onefold.spring.CurrentConnection;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Without technique 3: claims are looked for before they are made, and returns are not remembered. Without technique 6: claims
 * are counted in Java.
 */
@Without.TestDouble
class CouponDouble extends CouponRepository {

    private final JdbcClient jdbc;

    CouponDouble(JdbcClient jdbc, JdbcStore store, DataSource dataSource, CurrentConnection connection) {
        super(jdbc, store, dataSource, connection);
        this.jdbc = jdbc;
    }

    @Override
    Outcome<Claim> claim(Claim wanted) {
        if (!Without.technique(3)) {
            return super.claim(wanted);
        }
        Optional<UUID> before = jdbc.sql(
                        "SELECT id FROM coupon_claim WHERE coupon = :coupon AND customer = :customer AND nth = :nth LIMIT 1")
                .param("coupon", wanted.coupon())
                .param("customer", wanted.customer())
                .param("nth", wanted.nth())
                .query(UUID.class)
                .optional();
        if (before.isPresent()) {
            Claim claim = new Claim(before.get(), wanted.coupon(), wanted.customer(), wanted.nth());
            return new Outcome.Replayed<>(claim, Instant.EPOCH);
        }
        Without.meet();
        jdbc.sql("INSERT INTO coupon_claim (id, coupon, customer, nth) VALUES (:id, :coupon, :customer, :nth)")
                .param("id", wanted.id())
                .param("coupon", wanted.coupon())
                .param("customer", wanted.customer())
                .param("nth", wanted.nth())
                .update();
        return new Outcome.Applied<>(wanted);
    }

    @Override
    Outcome<UUID> rememberReturn(UUID id, UUID claim, UUID order) {
        return Without.technique(3) ? new Outcome.Applied<>(claim) : super.rememberReturn(id, claim, order);
    }

    @Override
    boolean countClaim(String coupon) {
        if (!Without.technique(6)) {
            return super.countClaim(coupon);
        }
        long claimed = number("claimed", coupon);
        if (claimed >= number("issued", coupon)) {
            return false;
        }
        Without.meet();
        jdbc.sql("UPDATE coupon SET claimed = :claimed WHERE code = :code")
                .param("claimed", claimed + 1)
                .param("code", coupon)
                .update();
        return true;
    }

    private long number(String column, String coupon) {
        return jdbc.sql("SELECT " + column + " FROM coupon WHERE code = :code")
                .param("code", coupon)
                .query(Long.class)
                .single();
    }
}
