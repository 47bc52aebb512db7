package dev.onefold.shop.bestseller;

import dev.onefold.Outcome;
import dev.onefold.shop.Without;
import dev.onefold.spring.CurrentConnection;
import javax.sql.DataSource;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Without technique 7: a lock is believed to be held because it was once got; the write does not ask. */
@Without.TestDouble
@DependsOn("onefoldStore")
class RankingDouble extends RankingRepository {

    RankingDouble(JdbcClient jdbc, DataSource dataSource, CurrentConnection connection) {
        super(jdbc, dataSource, connection);
    }

    @Override
    Outcome<Long> claim(long fence) {
        return Without.technique(7) ? new Outcome.Applied<>(fence) : super.claim(fence);
    }
}
