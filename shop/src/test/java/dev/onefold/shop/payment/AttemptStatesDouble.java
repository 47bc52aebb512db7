package dev.onefold.shop.payment;

import dev.onefold.shop.Without;
import dev.onefold.spring.CurrentConnection;
import dev.onefold.state.Fired;
import dev.onefold.state.Standing;
import dev.onefold.state.Step;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Without technique 9: how an attempt ended is written down by its id alone, whatever was known of it. */
@Without.TestDouble
@DependsOn("onefoldStore")
class AttemptStatesDouble extends AttemptStates {

    private final JdbcClient jdbc;

    AttemptStatesDouble(JdbcClient jdbc, DataSource dataSource, CurrentConnection connection) {
        super(dataSource, connection);
        this.jdbc = jdbc;
    }

    @Override
    Fired<AttemptStatus, AttemptEvent> fire(UUID attempt, AttemptEvent event, String eventId) {
        if (!Without.technique(9)) {
            return super.fire(attempt, event, eventId);
        }
        AttemptStatus from = jdbc.sql("SELECT status FROM payment_attempt WHERE id = :id")
                .param("id", attempt)
                .query((row, number) -> AttemptStatus.valueOf(row.getString("status")))
                .single();
        Without.meet();
        AttemptStatus to = switch (event) {
            case START -> AttemptStatus.PROCESSING;
            case SUCCEED -> AttemptStatus.SUCCEEDED;
            case FAIL -> AttemptStatus.FAILED;
            case EXPIRE -> AttemptStatus.EXPIRED;
        };
        jdbc.sql("UPDATE payment_attempt SET status = :to, version = version + 1 WHERE id = :id")
                .param("to", to.name())
                .param("id", attempt)
                .update();
        jdbc.sql(
                        "INSERT INTO payment_attempt_history (attempt_id, event, event_id, from_status, to_status, standing, effect)"
                                + " VALUES (:id, :event, :eventId, :from, :to, 'IN_TURN', 'MOVED')")
                .param("id", attempt)
                .param("event", event.name())
                .param("eventId", eventId)
                .param("from", from.name())
                .param("to", to.name())
                .update();
        Step<AttemptStatus, AttemptEvent> moved =
                new Step<>(eventId, event, from, to, Standing.IN_TURN, Step.Effect.MOVED, Instant.EPOCH);
        return new Fired<>(Fired.Answer.APPLIED, moved, false);
    }
}
