package dev.onefold.shop.refund;

import dev.onefold.Outcome;
import dev.onefold.row.RowKey;
import dev.onefold.shop.Without;
import dev.onefold.spring.CurrentConnection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Without technique 3: a refund's number is not its identity. Without technique 5: what was refunded is read once, and
 * believed.
 */
@Without.TestDouble
class RefundDouble extends RefundRepository {

    private static final ThreadLocal<Captured> READ = new ThreadLocal<>();

    RefundDouble(JdbcClient jdbc, DataSource dataSource, CurrentConnection connection) {
        super(jdbc, dataSource, connection);
    }

    @Override
    Outcome<List<RowKey>> lock(UUID payment) {
        Optional<Captured> found = find(payment);
        if (!Without.technique(5) || found.isEmpty()) {
            return super.lock(payment);
        }
        READ.set(found.get());
        Without.meet();
        return new Outcome.Applied<>(List.of(RowKey.of(payment)));
    }

    @Override
    Captured captured(UUID payment) {
        return Without.technique(5) ? READ.get() : super.captured(payment);
    }

    @Override
    Optional<Stored> find(UUID payment, String refundNo) {
        return Without.technique(3) ? Optional.empty() : super.find(payment, refundNo);
    }
}
