package dev.onefold.shop.payment;

import dev.onefold.Outcome;
import dev.onefold.jdbc.JdbcStore;
import dev.onefold.jdbc.JdbcUniqueInserts;
import dev.onefold.row.Columns;
import dev.onefold.row.UniqueKey;
import dev.onefold.spring.CurrentConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class AttemptRepository {

    private final JdbcClient jdbc;
    private final CurrentConnection connection;
    private final JdbcUniqueInserts attempts;

    /** The store is here so that its tables are there before a key is declared. */
    AttemptRepository(JdbcClient jdbc, JdbcStore store, DataSource dataSource, CurrentConnection connection) {
        this.jdbc = jdbc;
        this.connection = connection;
        this.attempts = JdbcUniqueInserts.on(
                dataSource,
                UniqueKey.of("payment_attempt", "purchase_id", "nth")
                        .comparing("amount_minor")
                        .createdAt("created_at"));
    }

    /** Returns its id. */
    Outcome<UUID> add(UUID id, UUID purchase, int nth, long amountMinor) {
        Columns row = Columns.of("id", id)
                .and("purchase_id", purchase)
                .and("nth", nth)
                .and("status", AttemptStatus.CREATED.name())
                .and("amount_minor", amountMinor);
        return attempts.insert(connection.get(), row).map(found -> UUID.fromString(found.text("id")));
    }

    Optional<AttemptView> find(UUID id) {
        return jdbc.sql("""
                        SELECT a.purchase_id, a.nth, a.status, a.version, a.amount_minor,
                               CASE WHEN r.attempt_id IS NOT NULL THEN 'GIVEN_BACK' WHEN c.attempt_id IS NOT NULL THEN 'KEPT'
                                    ELSE 'NONE' END AS money
                          FROM payment_attempt a
                          LEFT JOIN payment_capture c ON c.attempt_id = a.id
                          LEFT JOIN payment_give_back r ON r.attempt_id = a.id
                         WHERE a.id = :id
                        """)
                .param("id", id)
                .query((row, number) -> new AttemptView(
                        id,
                        row.getObject("purchase_id", UUID.class),
                        row.getInt("nth"),
                        AttemptStatus.valueOf(row.getString("status")),
                        row.getLong("version"),
                        row.getLong("amount_minor"),
                        AttemptView.Money.valueOf(row.getString("money"))))
                .optional();
    }

    /** Once for each attempt, however many events tell of it; false if it was. */
    boolean capture(AttemptView attempt, String eventId) {
        return jdbc.sql("INSERT INTO payment_capture (attempt_id, amount_minor, event_id) VALUES (:id, :amount, :event)"
                                + " ON CONFLICT (attempt_id) DO NOTHING")
                        .param("id", attempt.id())
                        .param("amount", attempt.amountMinor())
                        .param("event", eventId)
                        .update()
                == 1;
    }

    void giveBack(AttemptView attempt, RefundReason reason) {
        jdbc.sql("INSERT INTO payment_give_back (attempt_id, amount_minor, reason) VALUES (:id, :amount, :reason)")
                .param("id", attempt.id())
                .param("amount", attempt.amountMinor())
                .param("reason", reason.name())
                .update();
    }

    List<UUID> overdue(Duration age, int atMost) {
        return jdbc.sql("SELECT id FROM payment_attempt WHERE status IN ('CREATED', 'PROCESSING')"
                        + " AND created_at <= now() - :seconds * interval '1 second' ORDER BY created_at LIMIT :most")
                .param("seconds", age.toSeconds())
                .param("most", atMost)
                .query(UUID.class)
                .list();
    }
}
