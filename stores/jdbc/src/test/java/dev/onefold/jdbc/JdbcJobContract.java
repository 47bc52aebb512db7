package dev.onefold.jdbc;

import dev.onefold.job.JobStore;
import dev.onefold.testkit.JobStoreContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Jobs on one engine. */
abstract class JdbcJobContract extends JobStoreContract<Connection> {

    private static final Map<Engine, Place> PLACES = new ConcurrentHashMap<>();

    private record Place(Engine.Sandbox sandbox, JobStore<Connection> one, JobStore<Connection> other) {

        static Place on(Engine engine) {
            Engine.Sandbox sandbox = engine.create();
            sandbox.execute("CREATE TABLE effect (id varchar(200) NOT NULL)");
            return new Place(sandbox, JdbcJobs.on(sandbox.dataSource()), JdbcJobs.on(sandbox.dataSource()));
        }
    }

    private final Engine engine;

    JdbcJobContract(Engine engine) {
        this.engine = engine;
    }

    private Place place() {
        return PLACES.computeIfAbsent(engine, Place::on);
    }

    /** For broken stores. */
    final long number(String sql) {
        return place().sandbox().number(sql);
    }

    final void execute(String sql) {
        place().sandbox().execute(sql);
    }

    final Connection connection() throws SQLException {
        return place().sandbox().dataSource().getConnection();
    }

    @Override
    protected JobStore<Connection> store() {
        return place().one();
    }

    @Override
    protected JobStore<Connection> anotherStore() {
        return place().other();
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
    protected void advance(Duration by) {
        place().sandbox().advance(by);
    }

    @Override
    protected void crash(Connection transaction) throws SQLException {
        Engine.Sandbox sandbox = place().sandbox();
        sandbox.engine().kill(transaction, sandbox.dataSource());
    }
}
