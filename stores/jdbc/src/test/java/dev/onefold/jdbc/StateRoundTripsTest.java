package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.jdbc.JdbcStates.Entities;
import dev.onefold.jdbc.JdbcStates.History;
import dev.onefold.state.Fired.Answer;
import dev.onefold.state.StateMachine;
import dev.onefold.state.Transitions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a state machine costs on PostgreSQL, and what it refuses to start with. */
class StateRoundTripsTest {

    private enum Light {
        OFF,
        ON
    }

    private enum Push {
        UP,
        DOWN
    }

    private static final Transitions<Light, Push> SWITCH = Transitions.of("switch", Light.class, Push.class)
            .initial(Light.OFF)
            .on(Push.UP)
            .from(Light.OFF)
            .to(Light.ON)
            .on(Push.DOWN)
            .from(Light.ON)
            .to(Light.OFF)
            .build();

    private final UUID lamp = UUID.randomUUID();
    private Database database;
    private Wire wire;

    @BeforeEach
    void open() {
        database = Database.create();
        database.execute(
                "CREATE TABLE lamp (id uuid PRIMARY KEY, status text NOT NULL, version int NOT NULL, spare text)");
        database.execute("CREATE TABLE lamp_history (lamp uuid NOT NULL, event_id text NOT NULL, event text NOT NULL,"
                + " from_status text NOT NULL, to_status text NOT NULL, standing text NOT NULL, effect text NOT NULL,"
                + " at timestamptz NOT NULL, UNIQUE (lamp, event_id))");
        database.execute("INSERT INTO lamp VALUES ('" + lamp + "', 'OFF', 0)");
        wire = new Wire(database.plain());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void assertCosts(JdbcStates states) throws SQLException {
        StateMachine<Connection, Light, Push> machine = StateMachine.on(SWITCH, states);
        try (Connection connection = wire.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            wire.trips();

            assertThat(machine.fire(connection, lamp, Push.UP, "one").answer()).isEqualTo(Answer.APPLIED);
            List<String> first = wire.trips();
            assertThat(first).as("a look, and one write").hasSize(2);
            assertThat(first.get(1).split(";\n", -1))
                    .as("savepoint, write, release")
                    .hasSize(3);

            assertThat(machine.fire(connection, lamp, Push.UP, "one").answer()).isEqualTo(Answer.REPLAYED);
            assertThat(wire.trips()).hasSize(1);

            assertThat(machine.fire(connection, lamp, Push.UP, "other").answer())
                    .isEqualTo(Answer.ALREADY_THERE);
            assertThat(wire.trips()).hasSize(2);
            connection.commit();
        }
    }

    @Test
    void eventCostsTwoRoundTripsAndItsRepeatOne() throws SQLException {
        assertCosts(JdbcStates.on(database.plain(), Entities.of("lamp")));
        assertThat(database.number("SELECT count(*) FROM onefold_transition WHERE machine = 'switch'"))
                .isEqualTo(2);
    }

    @Test
    void historyOfYourOwnCostsTheSame() throws SQLException {
        assertCosts(JdbcStates.on(database.plain(), Entities.of("lamp"), new History("lamp_history", "lamp")));
        assertThat(database.number("SELECT count(*) FROM lamp_history")).isEqualTo(2);
    }

    @Test
    void outsideOfATransactionThereIsNoEvent() throws SQLException {
        StateMachine<Connection, Light, Push> machine =
                StateMachine.on(SWITCH, JdbcStates.on(database.plain(), Entities.of("lamp")));
        try (Connection connection = database.plain().getConnection()) {
            assertThatIllegalStateException().isThrownBy(() -> machine.fire(connection, lamp, Push.UP, "one"));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void startsOnlyWithTheTablesColumnsAndIndexesItNeeds(Engine engine) {
        try (Engine.Sandbox sandbox = engine.create()) {
            sandbox.execute("CREATE TABLE bare (id int NOT NULL, status varchar(20), version int)");
            sandbox.execute("CREATE TABLE sound (id int PRIMARY KEY, status varchar(20), version int)");
            sandbox.execute("CREATE TABLE log (sound int, event_id varchar(200), event varchar(100),"
                    + " from_status varchar(100), to_status varchar(100), standing varchar(20), effect varchar(20),"
                    + " at timestamp)");

            assertRefused(sandbox, Entities.of("nowhere"), "There is no table nowhere");
            assertRefused(
                    sandbox, new Entities("sound", "id", "state", "version"), "The table sound has no column state");
            assertRefused(
                    sandbox, Entities.of("bare"), "The table bare has no primary key or unique index on exactly [id]");
            assertThatThrownBy(() ->
                            JdbcStates.on(sandbox.dataSource(), Entities.of("sound"), new History("log", "sound")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("The table log has no primary key or unique index on exactly");
            JdbcStates.on(sandbox.dataSource(), Entities.of("sound"));
        }
        assertThatThrownBy(() -> JdbcStates.on(database.plain(), Entities.of("lamp; DROP TABLE lamp")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertRefused(Engine.Sandbox sandbox, Entities entities, String why) {
        assertThatThrownBy(() -> JdbcStates.on(sandbox.dataSource(), entities)).hasMessageContaining(why);
    }

    @Test
    void withoutOnefoldsTablesItSaysWhatToDo() {
        try (Engine.Sandbox sandbox = Engine.H2.empty()) {
            assertThatThrownBy(() -> JdbcStates.on(sandbox.dataSource(), Entities.of("lamp")))
                    .hasMessageContaining("h2/V7__state.sql")
                    .hasMessageContaining("JdbcSchema.initialize");
            assertThatThrownBy(() -> JdbcJobs.on(sandbox.dataSource())).hasMessageContaining("h2/V6__job.sql");
        }
    }
}
