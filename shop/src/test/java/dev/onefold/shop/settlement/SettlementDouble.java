package dev.onefold.shop.settlement;

import dev.onefold.Outcome;
import dev.onefold.shop.Without;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import javax.sql.DataSource;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Without technique 8: a day without a settlement is settled. */
@Without.TestDouble
@DependsOn("onefoldStore")
class SettlementDouble extends SettlementRepository {

    private final JdbcClient jdbc;

    SettlementDouble(JdbcClient jdbc, DataSource dataSource) {
        super(jdbc, dataSource);
        this.jdbc = jdbc;
    }

    @Override
    Outcome<Settled> settle(LocalDate day) throws SQLException {
        if (!Without.technique(8)) {
            return super.settle(day);
        }
        long before = jdbc.sql("SELECT count(*) FROM settlement WHERE date = :day")
                .param("day", day)
                .query(Long.class)
                .single();
        if (before > 0) {
            return new Outcome.Replayed<>(new Settled(before), Instant.EPOCH);
        }
        Without.meet();
        return new Outcome.Applied<>(new Settled(jdbc.sql("INSERT INTO settlement (date, account, amount_minor)"
                        + " SELECT :day, id, balance_minor FROM account WHERE kind = 'WALLET'")
                .param("day", day)
                .update()));
    }
}
