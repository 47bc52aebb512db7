package dev.onefold.shop.purchase;

import static dev.onefold.shop.purchase.PurchaseEvent.CANCEL;
import static dev.onefold.shop.purchase.PurchaseEvent.COMPLETE;
import static dev.onefold.shop.purchase.PurchaseEvent.EXPIRE;
import static dev.onefold.shop.purchase.PurchaseEvent.PAY;
import static dev.onefold.shop.purchase.PurchaseEvent.SHIP;
import static dev.onefold.shop.purchase.PurchaseStatus.CANCELLED;
import static dev.onefold.shop.purchase.PurchaseStatus.CLOSED;
import static dev.onefold.shop.purchase.PurchaseStatus.COMPLETED;
import static dev.onefold.shop.purchase.PurchaseStatus.PAID;
import static dev.onefold.shop.purchase.PurchaseStatus.PENDING;
import static dev.onefold.shop.purchase.PurchaseStatus.SHIPPED;

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

/** The life of a purchase. Money that comes too late, or twice, is given back. */
@Repository
@DependsOn("onefoldStore")
class PurchaseStates {

    private static final Transitions<PurchaseStatus, PurchaseEvent> LIFE = Transitions.of(
                    "purchase", PurchaseStatus.class, PurchaseEvent.class)
            .initial(PENDING)
            .terminal(COMPLETED, CANCELLED, CLOSED)
            .on(PAY)
            .from(PENDING)
            .to(PAID)
            .on(SHIP)
            .from(PAID)
            .to(SHIPPED)
            .on(COMPLETE)
            .from(SHIPPED)
            .to(COMPLETED)
            .on(CANCEL)
            .from(PENDING)
            .to(CANCELLED)
            .on(EXPIRE)
            .from(PENDING)
            .to(CLOSED)
            .on(PAY)
            .in(PAID, SHIPPED, COMPLETED, CANCELLED, CLOSED)
            .then(Policy.COMPENSATE)
            .build();

    private final StateMachine<Connection, PurchaseStatus, PurchaseEvent> machine;
    private final CurrentConnection connection;

    PurchaseStates(DataSource dataSource, CurrentConnection connection) {
        this.machine = StateMachine.on(
                LIFE,
                JdbcStates.on(dataSource, Entities.of("purchase"), new History("purchase_history", "purchase_id")));
        this.connection = connection;
    }

    Fired<PurchaseStatus, PurchaseEvent> fire(UUID purchase, PurchaseEvent event, String eventId) {
        return machine.fire(connection.get(), purchase, event, eventId);
    }

    String diagram() {
        return LIFE.toMermaid();
    }
}
