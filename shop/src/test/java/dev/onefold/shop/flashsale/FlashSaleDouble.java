package dev.onefold.shop.flashsale;

import dev.onefold.Outcome;
import dev.onefold.shop.Without;
import dev.onefold.spring.CurrentConnection;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Without technique 7: a lock is believed to be held because it was once got; the write does not ask. */
@Without.TestDouble
@DependsOn("onefoldStore")
class FlashSaleDouble extends FlashSaleRepository {

    FlashSaleDouble(JdbcClient jdbc, DataSource dataSource, CurrentConnection connection) {
        super(jdbc, dataSource, connection);
    }

    @Override
    Outcome<Long> claim(UUID id, long fence) {
        return Without.technique(7) ? new Outcome.Applied<>(fence) : super.claim(id, fence);
    }
}
