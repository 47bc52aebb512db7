package dev.onefold.jdbc;

import dev.onefold.jdbc.JdbcStates.Entities;
import dev.onefold.state.StateStore;
import dev.onefold.testkit.JoinedTransactionContract.Isolation;
import dev.onefold.testkit.StateStoreContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** State machines on one engine. */
abstract class JdbcStateContract extends StateStoreContract<Connection> {

    private static final Map<Engine, Place> PLACES = new ConcurrentHashMap<>();

    private record Place(Engine.Sandbox sandbox, StateStore<Connection> store) {

        static Place on(Engine engine) {
            Engine.Sandbox sandbox = engine.create();
            sandbox.execute("CREATE TABLE parcel (id varchar(200) PRIMARY KEY, status varchar(20) NOT NULL,"
                    + " version bigint NOT NULL)");
            sandbox.execute("CREATE TABLE effect (id varchar(200) NOT NULL)");
            return new Place(sandbox, JdbcStates.on(sandbox.dataSource(), Entities.of("parcel")));
        }
    }

    private final Engine engine;

    JdbcStateContract(Engine engine) {
        this.engine = engine;
    }

    private Place place() {
        return PLACES.computeIfAbsent(engine, Place::on);
    }

    @Override
    protected StateStore<Connection> store() {
        return place().store();
    }

    @Override
    protected <R> R inTransaction(Isolation isolation, Ending ending, CallersWork<Connection, R> work)
            throws Exception {
        Connection connection = place().sandbox().dataSource().getConnection();
        boolean worked = false;
        try {
            connection.setTransactionIsolation(
                    switch (isolation) {
                        case READ_COMMITTED -> Connection.TRANSACTION_READ_COMMITTED;
                        case REPEATABLE_READ -> Connection.TRANSACTION_REPEATABLE_READ;
                        case SERIALIZABLE -> Connection.TRANSACTION_SERIALIZABLE;
                    });
            connection.setAutoCommit(false);
            R result = work.run(connection);
            worked = true;
            return result;
        } finally {
            end(connection, worked ? ending : Ending.ROLL_BACK);
        }
    }

    private void end(Connection connection, Ending ending) throws SQLException {
        switch (ending) {
            case COMMIT -> connection.commit();
            case ROLL_BACK -> connection.rollback();
            case CRASH ->
                place().sandbox().engine().kill(connection, place().sandbox().dataSource());
        }
        connection.close();
    }

    @Override
    protected void create(String entity, String state) {
        place().sandbox().execute("INSERT INTO parcel VALUES ('" + entity + "', '" + state + "', 0)");
    }

    @Override
    protected String state(String entity) {
        return place().sandbox().text("SELECT status FROM parcel WHERE id = '" + entity + "'");
    }

    @Override
    protected long version(String entity) {
        return place().sandbox().number("SELECT version FROM parcel WHERE id = '" + entity + "'");
    }

    @Override
    protected List<String> history(String entity) {
        return place().sandbox().column("SELECT event_id FROM onefold_transition WHERE entity = '" + entity + "'");
    }

    @Override
    protected void write(Connection transaction, String effect) throws SQLException {
        new Query("INSERT INTO effect VALUES (?)", effect).update(transaction);
    }

    @Override
    protected List<String> effects() {
        return place().sandbox().column("SELECT id FROM effect");
    }

    @Override
    protected boolean givesUpOldSnapshots() {
        return engine == Engine.H2;
    }
}
