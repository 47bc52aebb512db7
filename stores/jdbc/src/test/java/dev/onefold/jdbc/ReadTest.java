package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Call;
import dev.onefold.Codec;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Kind;
import dev.onefold.TransactionalOperation;
import java.sql.Connection;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reading what has become of a request asks for no lock, so it never stands in the way of the request itself. */
@Tag("technique-1")
@Tag("postgresql")
class ReadTest {

    private static final TransactionalOperation<String> PLACE = Operation.transactional("place", Codec.text());

    @Test
    void an_open_transaction_is_seen_by_its_lock() throws Exception {
        try (Database database = Database.create();
                Onefold<Connection> onefold = Onefold.on(JdbcStore.on(database.plain()))) {
            Call call = Business.call("key");
            onefold.execute(PLACE, call, connection -> {
                assertThat(kind(onefold, call)).contains(Kind.IN_PROGRESS);
                assertThat(kind(onefold, Business.call("another"))).isEmpty();
                return Business.effect(connection, "key", "work");
            });
            assertThat(kind(onefold, call)).contains(Kind.REPLAYED);
        }
    }

    @Test
    void costs_one_round_trip_and_three_of_a_key_that_is_not_there() throws Exception {
        try (Database database = Database.create()) {
            Wire wire = new Wire(database.plain());
            try (Onefold<Connection> onefold = Onefold.on(JdbcStore.on(wire.dataSource()))) {
                Call call = Business.call("key");
                onefold.execute(PLACE, call, connection -> "placed");
                wire.trips();
                kind(onefold, call);
                assertThat(wire.trips()).hasSize(1);
                kind(onefold, Business.call("another"));
                assertThat(wire.trips()).hasSize(3).noneMatch(sent -> sent.contains("advisory_xact"));
            }
        }
    }

    private static Optional<Kind> kind(Onefold<Connection> onefold, Call call) {
        return onefold.read(call.id(), Codec.text()).map(Outcome::kind);
    }
}
