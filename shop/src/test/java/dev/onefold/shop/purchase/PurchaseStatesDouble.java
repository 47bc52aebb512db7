package dev.onefold.shop.purchase;

import dev.onefold.shop.Without;
import dev.onefold.spring.CurrentConnection;
import dev.onefold.state.Fired;
import dev.onefold.state.Standing;
import dev.onefold.state.Step;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Without technique 9: the state is read, and written by the purchase's id alone. What comes too late or too early is told
 * that all is well, and dropped; nobody knows an event again.
 */
@Without.TestDouble
@DependsOn("onefoldStore")
class PurchaseStatesDouble extends PurchaseStates {

    private static final Map<PurchaseEvent, PurchaseStatus> FROM = Map.of(
            PurchaseEvent.PAY, PurchaseStatus.PENDING,
            PurchaseEvent.CANCEL, PurchaseStatus.PENDING,
            PurchaseEvent.EXPIRE, PurchaseStatus.PENDING,
            PurchaseEvent.SHIP, PurchaseStatus.PAID,
            PurchaseEvent.COMPLETE, PurchaseStatus.SHIPPED);

    private static final Map<PurchaseEvent, PurchaseStatus> TO = Map.of(
            PurchaseEvent.PAY, PurchaseStatus.PAID,
            PurchaseEvent.CANCEL, PurchaseStatus.CANCELLED,
            PurchaseEvent.EXPIRE, PurchaseStatus.CLOSED,
            PurchaseEvent.SHIP, PurchaseStatus.SHIPPED,
            PurchaseEvent.COMPLETE, PurchaseStatus.COMPLETED);

    private final JdbcClient jdbc;

    PurchaseStatesDouble(JdbcClient jdbc, DataSource dataSource, CurrentConnection connection) {
        super(dataSource, connection);
        this.jdbc = jdbc;
    }

    @Override
    Fired<PurchaseStatus, PurchaseEvent> fire(UUID purchase, PurchaseEvent event, String eventId) {
        if (!Without.technique(9)) {
            return super.fire(purchase, event, eventId);
        }
        Optional<PurchaseStatus> status = jdbc.sql("SELECT status FROM purchase WHERE id = :id")
                .param("id", purchase)
                .query((row, number) -> PurchaseStatus.valueOf(row.getString("status")))
                .optional();
        PurchaseStatus from = status.orElse(PurchaseStatus.PENDING);
        if (status.isEmpty() || from != FROM.get(event)) {
            Step<PurchaseStatus, PurchaseEvent> dropped =
                    new Step<>(eventId, event, from, from, Standing.PASSED, Step.Effect.IGNORED, Instant.EPOCH);
            return new Fired<>(Fired.Answer.PASSED, dropped, false);
        }
        Without.meet();
        PurchaseStatus to = TO.getOrDefault(event, from);
        jdbc.sql("UPDATE purchase SET status = :to, version = version + 1 WHERE id = :id")
                .param("to", to.name())
                .param("id", purchase)
                .update();
        jdbc.sql("INSERT INTO purchase_history (purchase_id, event, event_id, from_status, to_status, standing, effect)"
                        + " VALUES (:id, :event, :eventId, :from, :to, 'IN_TURN', 'MOVED')")
                .param("id", purchase)
                .param("event", event.name())
                .param("eventId", eventId)
                .param("from", from.name())
                .param("to", to.name())
                .update();
        Step<PurchaseStatus, PurchaseEvent> moved =
                new Step<>(eventId, event, from, to, Standing.IN_TURN, Step.Effect.MOVED, Instant.EPOCH);
        return new Fired<>(Fired.Answer.APPLIED, moved, false);
    }
}
