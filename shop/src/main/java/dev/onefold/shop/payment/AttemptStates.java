package dev.onefold.shop.payment;

import static dev.onefold.shop.payment.AttemptEvent.EXPIRE;
import static dev.onefold.shop.payment.AttemptEvent.FAIL;
import static dev.onefold.shop.payment.AttemptEvent.START;
import static dev.onefold.shop.payment.AttemptEvent.SUCCEED;
import static dev.onefold.shop.payment.AttemptStatus.CREATED;
import static dev.onefold.shop.payment.AttemptStatus.EXPIRED;
import static dev.onefold.shop.payment.AttemptStatus.FAILED;
import static dev.onefold.shop.payment.AttemptStatus.PROCESSING;
import static dev.onefold.shop.payment.AttemptStatus.SUCCEEDED;

import dev.onefold.jdbc.JdbcStates;
import dev.onefold.jdbc.JdbcStates.Entities;
import dev.onefold.jdbc.JdbcStates.History;
import dev.onefold.spring.CurrentConnection;
import dev.onefold.state.Fired;
import dev.onefold.state.Policy;
import dev.onefold.state.StateMachine;
import dev.onefold.state.Transitions;
import java.sql.Connection;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.context.annotation.DependsOn;
import org.springframework.stereotype.Repository;

/** The life of an attempt. Its end may overtake its start; success after it was given up is compensated. */
@Repository
@DependsOn("onefoldStore")
class AttemptStates {

    private static final Transitions<AttemptStatus, AttemptEvent> LIFE = Transitions.of(
                    "payment-attempt", AttemptStatus.class, AttemptEvent.class)
            .initial(CREATED)
            .terminal(SUCCEEDED, FAILED, EXPIRED)
            .on(START)
            .from(CREATED)
            .to(PROCESSING)
            .on(SUCCEED)
            .from(CREATED, PROCESSING)
            .to(SUCCEEDED)
            .on(FAIL)
            .from(CREATED, PROCESSING)
            .to(FAILED)
            .on(EXPIRE)
            .from(CREATED, PROCESSING)
            .to(EXPIRED)
            .on(SUCCEED)
            .in(FAILED, EXPIRED)
            .then(Policy.COMPENSATE)
            .build();

    private final StateMachine<Connection, AttemptStatus, AttemptEvent> machine;
    private final CurrentConnection connection;

    AttemptStates(DataSource dataSource, CurrentConnection connection) {
        this.machine = StateMachine.on(
                LIFE,
                JdbcStates.on(
                        dataSource,
                        Entities.of("payment_attempt"),
                        new History("payment_attempt_history", "attempt_id")));
        this.connection = connection;
    }

    Fired<AttemptStatus, AttemptEvent> fire(UUID attempt, AttemptEvent event, String eventId) {
        return machine.fire(connection.get(), attempt, event, eventId);
    }

    String diagram() {
        return LIFE.toMermaid();
    }
}
